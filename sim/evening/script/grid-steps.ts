import type { Cast } from '../cast.ts';
import { type Step, step } from '../step.ts';
import { at } from './at.ts';

/** 网格: what grid workers see on their rounds and report from their phones. */
export function gridSteps(cast: Cast): Step[] {
  return [
    step(
      14,
      'gas-cylinders',
      at('grid_hazard', cast.place('market', 1), ['熟食摊区', 'Cooked food stalls'])(
        '三只液化气罐堆在摊位后，旁边有明火',
        'Three gas cylinders stored behind a stall, open flame beside them',
      ),
    ),
    step(
      54,
      'market-dispute',
      at('grid_dispute', cast.place('market', 2), ['东门', 'East Gate'])(
        '两户摊主因摊位界线争执，约十人围观',
        'Two stallholders at odds over their pitch, about ten people watching',
      ),
    ),
    step(
      95,
      'street-light',
      at('grid_facility', cast.camera('junction', 1), null)(
        '西南角路灯不亮，行人过街看不清',
        'Street light out at the south-west corner, crossing is dark',
        { priority: 4 },
      ),
    ),
    step(
      165,
      'square-noise',
      at('grid_nuisance', cast.place('square', 1), ['舞台', 'Stage'])(
        '音响声大，附近居民反映',
        'Loud music, residents nearby complain',
        { priority: 4 },
      ),
    ),
    step(
      255,
      'manhole',
      at(
        'grid_hazard',
        cast.camera('junction', 4),
        null,
      )('非机动车道井盖缺失，已放警示锥', 'Manhole cover missing in the cycle lane, cone put up'),
    ),
    step(
      400,
      'stray-dogs',
      at('grid_other', cast.place('school', 5), ['门前', 'Gate'])(
        '校门口有流浪犬聚集',
        'Stray dogs gathering at the school gate',
        { priority: 4 },
      ),
    ),
    step(
      490,
      'boundary-dispute',
      at('grid_dispute', cast.village(13, 1), ['村委会', 'Committee'])(
        '邻里因宅基地滴水争执，请司法所调解',
        'Neighbours at odds over a roof’s runoff, mediation asked for',
      ),
    ),
    step(
      530,
      'fallen-tree',
      at(
        'grid_facility',
        cast.camera('road', 10),
        null,
      )('路边树倒伏，占半幅车道', 'Fallen tree blocks half of the road'),
    ),
  ];
}
