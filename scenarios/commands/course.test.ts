import { expect, it } from 'vitest';
import { Course } from './course.ts';

const steps = (['say', 'node', 'agent', 'say', 'say', 'node', 'agent'] as const).map((kind, index) => ({
  kind,
  number: index + 1,
}));

/** Runs the steps as a demonstration does, up to the first pause; gives the numbers of the steps that were seen, and where it paused. */
function runTo(course: Course, from = 0): { seen: number[]; pause: number | undefined } {
  const seen: number[] = [];
  for (const step of steps.slice(from)) {
    if (course.pausesBefore(step)) return { seen, pause: step.number };
    course.begin(step);
    if (!course.isUnseen) seen.push(step.number);
  }
  return { seen, pause: undefined };
}

it('a demonstration pauses before each step but a narration', () => {
  expect(runTo(new Course(steps))).toEqual({ seen: [1], pause: 2 });
});

it('it goes forward without a pause, and shows what it passes', () => {
  const course = new Course(steps);
  runTo(course);
  expect(course.goForward(6)).toBe(true);
  course.begin(steps[1]!);
  expect(runTo(course, 2)).toEqual({ seen: [3, 4, 5], pause: 6 });
  expect(course.goForward(2)).toBe(false);
  expect(course.goForward('back')).toBe(false);
});

it('it goes back by running again, unseen up to the narration before the step', () => {
  const course = new Course(steps);
  course.pausesBefore(steps[6]!);
  expect(course.goBack('back')).toBe(6);
  expect(course.isUnseen).toBe(true);
  expect(runTo(course)).toEqual({ seen: [4, 5], pause: 6 });
  expect(course.goBack('back')).toBe(3);
  expect(runTo(course)).toEqual({ seen: [], pause: 3 });
  expect(course.goBack(2)).toBe(2);
  expect(runTo(course)).toEqual({ seen: [1], pause: 2 });
  expect(course.goBack('back')).toBe(1);
});
