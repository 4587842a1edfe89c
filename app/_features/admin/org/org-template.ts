import { type OrgListColumn, orgListColumns } from '#core/contracts';
import type { ListTemplate } from '../import/template.ts';

/** A list of units to begin from: a village of a township, and a grid in it. */
export function orgListTemplate(topPath: string): ListTemplate {
  const county = (topPath.split('.')[0] ?? '').padEnd(6, '0').slice(0, 6);
  const [township, village] = [`${county}100`, `${county}100201`];
  const rows: readonly Readonly<Record<OrgListColumn, string>>[] = [
    { code: township, parent_code: county, level: 'township', name_zh: '石桥镇', name_en: 'Shiqiao Town' },
    { code: village, parent_code: township, level: 'village', name_zh: '桥头村', name_en: 'Qiaotou Village' },
    { code: '01', parent_code: village, level: 'grid', name_zh: '第一网格', name_en: 'Grid 1' },
  ];
  return {
    fileName: 'beaconwall-org-units.csv',
    rows: [orgListColumns, ...rows.map((row) => orgListColumns.map((column) => row[column]))],
  };
}
