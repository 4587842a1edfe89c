export {
  ANSWER_WITHIN_MS,
  type Assignment,
  type AssignmentEvent,
  type AssignmentPhase,
  type AssignmentRefusal,
  assignmentPhases,
  isActive,
  transitionAssignment,
} from './assignment.ts';
export {
  type Candidate,
  POSITION_FRESH_MS,
  type Reason,
  type Recommendation,
  recommendSquads,
} from './recommend.ts';
export { type Squad, type SquadKind, type SquadPosition, squadKinds } from './squad.ts';
