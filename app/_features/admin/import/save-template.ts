import { cameraListTemplate } from './template.ts';

/** Hands the template to the browser as a file. */
export function saveTemplate(orgUnitCode: string): void {
  const file = new Blob([cameraListTemplate(orgUnitCode)], { type: 'text/csv;charset=utf-8' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = 'beaconwall-cameras.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}
