import { expect, test } from 'vitest';
import { dueState, letterFor } from './due.ts';

test('how near a task is', () => {
  const on = (dueOn: string, doneAt: Date | null = null) => dueState({ dueOn, doneAt }, '2026-03-10');
  expect([on('2026-03-09'), on('2026-03-10'), on('2026-03-11'), on('2026-03-17'), on('2026-03-18'), on('2026-03-09', new Date())]).toEqual(['overdue', 'today', 'soon', 'soon', 'later', 'done']);
});

test('one letter before the day, one after it, none in between and none when it is done', () => {
  const letter = (today: string, remindedFor: string | null = null, doneAt: Date | null = null) => letterFor({ dueOn: '2026-03-10', remindedFor, doneAt }, today);
  expect([letter('2026-03-08'), letter('2026-03-09'), letter('2026-03-10'), letter('2026-03-10', '2026-03-10'), letter('2026-03-11', '2026-03-10'), letter('2026-03-12', '2026-03-11'), letter('2026-03-12'), letter('2026-03-12', null, new Date())]).toEqual(
    [null, 'due', 'due', null, 'overdue', null, 'overdue', null]);
});
