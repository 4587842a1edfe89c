import { expect, test } from 'vitest';
import { type Assignment, assignmentPhases } from '#core/dispatch';
import type { AssignmentId } from '#core/kit';
import type { PatrolTask } from '../../_lib/api/index.ts';
import type { PatrolDeed } from './outbox.ts';
import { mayDecline, nextStep, taskOnShow, withPending } from './patrol-task.ts';

const offered = { id: 'asg_1' as AssignmentId, phase: 'offered', sinceMs: 0 } as Assignment;
const did = (step: 'acknowledge' | 'decline' | 'depart' | 'arrive' | 'clear', atMs: number): PatrolDeed => ({
  kind: 'step',
  assignmentId: offered.id,
  step,
  actionId: `action-${step}`,
  atMs,
});

test('one button leads from the offer to the end', () => {
  const steps = ['offered', 'acked', 'en_route', 'on_scene'] as const;
  expect(steps.map(nextStep)).toEqual(['acknowledge', 'depart', 'arrive', 'clear']);
  const others = assignmentPhases.filter((phase) => !steps.some((step) => step === phase));
  expect(others.map(nextStep)).toEqual(others.map(() => null));
  expect(assignmentPhases.filter(mayDecline)).toEqual(['offered', 'acked']);
});

test('what was done offline shows at once, from when it was done', () => {
  expect(withPending(offered, [did('acknowledge', 5), did('depart', 9)])).toMatchObject({
    phase: 'en_route',
    sinceMs: 9,
  });
});

test('a deed of another assignment, or one that does not follow, changes nothing', () => {
  const other = { ...did('acknowledge', 5), assignmentId: 'asg_2' as AssignmentId } as PatrolDeed;
  expect(withPending(offered, [other, did('clear', 6)])).toEqual(offered);
});

test('a task that was ended here is gone, before the centre has heard of it', () => {
  const task = { assignment: offered } as NonNullable<PatrolTask['task']>;
  expect(taskOnShow(task, [did('decline', 5)])).toBeNull();
  expect(taskOnShow(task, [])).toEqual(task);
  expect(taskOnShow(null, [])).toBeNull();
});
