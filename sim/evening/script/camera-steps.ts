import type { Cast } from '../cast.ts';
import { type Signal, type Step, step } from '../step.ts';
import { at, ended } from './at.ts';

const GROUP = 6;

/** 摄像机: a village's cameras go one after the other, a whole site's link is cut, detectors see something move. */
export function cameraSteps(cast: Cast): Step[] {
  const village = cast.village(8, GROUP);
  const site = cast.village(12, 3);
  const group = village.cameras.slice(0, GROUP);
  const offline = at('camera_offline', village, ['村级汇聚', 'Village switch']);
  const ofEach = (zh: string, en: string, more: Partial<Signal> = {}): Signal[] =>
    group.map(({ name }) => offline(`${name.zh} ${zh}`, `${name.en} ${en}`, more));
  const link = at('site_offline', site, ['监控室', 'Watch room']);
  const siteCodes = site.cameras.map(({ code }) => code);
  const groupCodes = group.map(({ code }) => code);
  const motion = at('motion', cast.camera('farm', 11), null);
  const seen = motion('夜间移动侦测', 'Motion after dark', { priority: 4 });
  return [
    { ...step(115, 'cameras-offline', ...ofEach('无视频信号', 'gives no video')), outage: on(groupCodes) },
    step(
      140,
      'wrong-way',
      at(
        'wrong_way',
        cast.camera('junction', 7),
        null,
      )('一辆电动三轮车逆行进入主路', 'An electric tricycle enters the main road the wrong way'),
    ),
    step(275, 'farm-motion', seen),
    step(290, 'farm-motion-again', seen, seen),
    {
      ...step(
        310,
        'site-offline',
        link(
          `传输链路中断，${siteCodes.length} 路摄像机离线`,
          `Link cut, ${siteCodes.length} cameras are offline`,
        ),
      ),
      outage: on(siteCodes),
    },
    {
      ...step(330, 'cameras-offline-over', ...ofEach('视频恢复', 'gives video again', ended)),
      outage: off(groupCodes),
    },
    step(420, 'farm-motion-over', motion('移动侦测结束', 'Nothing moves any more', ended)),
    {
      ...step(465, 'site-offline-over', link('传输链路恢复', 'Link is back', ended)),
      outage: off(siteCodes),
    },
    step(
      515,
      'pump-door',
      at('digital_input', cast.village(2, 1), ['泵房', 'Pump house'])(
        '泵房门磁打开，非工作时间',
        'Pump house door opened outside working hours',
      ),
    ),
    step(
      560,
      'bridge-line',
      at(
        'line_crossing',
        cast.camera('bridge', 2),
        null,
      )('有物体越过桥面警戒线', 'Something crossed the line drawn on the bridge'),
    ),
  ];
}

const on = (cameras: readonly string[]) => ({ cameras, isOn: true });
const off = (cameras: readonly string[]) => ({ cameras, isOn: false });
