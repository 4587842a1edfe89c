import type { Cast } from '../cast.ts';
import type { Step } from '../step.ts';
import { withSquad } from './at.ts';

/** 巡防: what patrols' handhelds raise, by hand or by themselves. */
export function patrolSteps(cast: Cast): Step[] {
  return [
    {
      name: 'patrol-sos',
      atMs: 34_000,
      signals: withSquad(
        'sos',
        cast.squad('brigade', 1, 2),
        '巡逻员按下求助键，请求增援',
        'SOS pressed on the handheld, support requested',
      ),
    },
    {
      name: 'missed-check-in',
      atMs: 44_000,
      signals: withSquad(
        'patrol_missed_check_in',
        cast.squad('brigade', 5),
        '第 3 巡逻点超时 10 分钟未签到',
        'Stop 3 not checked in, 10 minutes overdue',
      ),
    },
    {
      name: 'handheld-silent',
      atMs: 235_000,
      signals: withSquad(
        'handheld_silent',
        cast.squad('brigade', 13),
        '手持终端 5 分钟未应答呼叫',
        'Handheld has not answered a call for 5 minutes',
      ),
    },
    {
      name: 'off-route',
      atMs: 345_000,
      signals: withSquad(
        'patrol_off_route',
        cast.squad('brigade', 9),
        '偏离巡逻路线 600 米',
        '600 m away from the planned route',
      ),
    },
    {
      name: 'geofence-left',
      atMs: 475_000,
      signals: withSquad(
        'geofence_left',
        cast.squad('village_team', 2),
        '离开责任区，未报备',
        'Left its area without notice',
      ),
    },
  ];
}
