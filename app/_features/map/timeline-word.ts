const words = [
  'alert_raised',
  'alert_routed',
  'alert_escalated',
  'alert_repeated',
  'alert_condition_ended',
  'alert_acknowledged',
  'alert_shelved',
  'alert_unshelved',
  'alert_linked',
  'alert_cleared',
  'incident_opened',
  'incident_accepted',
  'incident_filed',
  'incident_dispatched',
  'incident_in_progress',
  'incident_verifying',
  'incident_closed',
  'incident_cancelled',
  'incident_rejected',
  'incident_merged',
  'assignment_offered',
  'assignment_acked',
  'assignment_en_route',
  'assignment_on_scene',
  'assignment_cleared',
  'assignment_declined',
  'assignment_timed_out',
  'assignment_recalled',
] as const;

/** The word for a line of an incident's history; a kind of line this page does not know is still shown as one. */
export function timelineWord(type: string): (typeof words)[number] | 'other' {
  const name = type.replace('.', '_');
  return words.find((word) => word === name) ?? 'other';
}
