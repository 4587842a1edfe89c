import type { Cast } from '../cast.ts';
import { plateText } from '../plates.ts';
import { type Step, step } from '../step.ts';
import { at, ended } from './at.ts';

/** 卡口: a car that is looked for, speeding that goes on, plates that do not fit, a lane that falls silent. */
export function checkpointSteps(cast: Cast, random: () => number): Step[] {
  const plate = (): string => plateText(random);
  const hit = at('watchlist_hit', cast.checkpoint(1), ['2 号车道', 'Lane 2']);
  const wanted = plate();
  const speeding = at('speeding', cast.checkpoint(8), ['1 号车道', 'Lane 1']);
  const farSpeeding = at('speeding', cast.checkpoint(6), ['3 号车道', 'Lane 3']);
  const tooFast = (report: typeof speeding, kmh: number, limitKmh: number) => {
    const text = plate();
    return report(
      `${text}，${kmh} km/h，限速 ${limitKmh}`,
      `${text}, ${kmh} km/h where ${limitKmh} is allowed`,
    );
  };
  const covered = plate();
  const altered = plate();
  const cloned = plate();
  const silent = at('checkpoint_lane_silent', cast.checkpoint(12), ['4 号车道', 'Lane 4']);
  return [
    step(
      6,
      'watchlist-hit',
      hit(
        `${wanted} 白色越野车，车头朝县城。布控事由：被盗车辆`,
        `${wanted}, white SUV, heading for the county seat. Wanted as: stolen vehicle`,
      ),
    ),
    step(24, 'speeding', tooFast(speeding, 96, 70)),
    step(75, 'speeding-again', tooFast(speeding, 91, 70)),
    step(
      190,
      'plate-covered',
      at('plate_covered', cast.checkpoint(10), ['1 号车道', 'Lane 1'])(
        `${covered} 灰色面包车，后牌被遮挡`,
        `${covered}, grey van, rear plate covered`,
      ),
    ),
    step(210, 'speeding-third', tooFast(speeding, 103, 70)),
    step(
      365,
      'plate-altered',
      at('plate_altered', cast.checkpoint(3), ['3 号车道', 'Lane 3'])(
        `${altered} 黑色轿车，号牌疑似变造`,
        `${altered}, black saloon, plate appears altered`,
      ),
    ),
    step(385, 'speeding-elsewhere', tooFast(farSpeeding, 118, 80)),
    step(
      430,
      'lane-silent',
      silent('4 号车道 10 分钟无过车记录', 'No vehicle recorded on lane 4 for 10 minutes'),
    ),
    step(450, 'speeding-elsewhere-again', tooFast(farSpeeding, 109, 80), tooFast(farSpeeding, 112, 80)),
    step(505, 'lane-silent-over', silent('4 号车道恢复', 'Lane 4 records again', ended)),
    step(
      545,
      'plate-cloned',
      at('plate_cloned', cast.checkpoint(1), ['1 号车道', 'Lane 1'])(
        `${cloned} 4 分钟前在青泉乡·省道卡口出现，相距 35 公里`,
        `${cloned} passed Qingquan’s checkpoint 35 km away four minutes ago`,
      ),
    ),
    step(575, 'speeding-rush', tooFast(speeding, 88, 70), tooFast(speeding, 94, 70)),
  ];
}
