import { withoutEdges } from '../../base/withoutEdges.ts';
import { dayProblem, detailsProblem, dueDays } from '../../model/followUp.ts';
import { askChoice, askText, onAnswer, type Question } from '../ask.ts';
import { recentAuthors } from '../../recent/recentAuthors.ts';
import { recipientName, type RecipientAnswers } from '../pickTarget.ts';
import type { Services } from '../services.ts';
import { localDay } from '../times.ts';
import { verbatim } from '../verbatim.ts';
import * as words from '../../words/followUps.ts';

/** Who is to do a follow-up, as far as it is answered. */
export interface AssigneeAnswers extends RecipientAnswers {
  assignee: string;
  /** What was typed in place of a listed colleague. */
  typedAssignee: string;
}

/** Whom a follow-up is for, as far as it is known, and the answers so far. */
export interface FollowUpAnswers extends AssigneeAnswers {
  details: string;
  dueOn: string;
  /** What was typed in place of a listed day. */
  typedDay: string;
}

/** What is to be done, when, and by whom. The answers go into `answers`. */
export function followUpQuestions(services: Services, answers: FollowUpAnswers): readonly Question[] {
  const { box, clock } = services;
  const heading = () => words.newFor(recipientName(answers.picked), answers.to?.account.label ?? '');
  const limits = () => answers.to?.kind.capabilities.tasks;
  let isOtherDay = false;
  const details: Question = (step) =>
    askText(box, {
      title: heading(),
      prompt: words.whatToDo(),
      placeholder: words.whatExample(),
      step,
      value: answers.details,
      problem: (value) => {
        const taken = limits();
        return taken && detailsProblem(value, taken);
      },
      typed: (value) => (answers.details = value),
    });
  const dueDay: Question = (step) => {
    const days = dueDays(localDay(clock.now())).map(({ label, day }) => ({
      label: verbatim(label),
      description: verbatim(day),
      value: day,
    }));
    const items = [...days, { label: verbatim(words.anotherDay()), value: '' }];
    const reply = askChoice(box, { title: heading(), placeholder: words.whenDue(), step, items });
    return onAnswer(reply, (value) => {
      isOtherDay = value === '';
      answers.dueOn = value;
    });
  };
  const otherDay: Question = (step) => {
    if (!isOtherDay) return undefined;
    const reply = askText(box, {
      title: heading(),
      prompt: words.dayQuestion(),
      placeholder: '2026-07-31',
      step,
      value: answers.typedDay,
      problem: dayProblem,
      typed: (value) => (answers.typedDay = value),
    });
    return onAnswer(reply, (value) => (answers.dueOn = withoutEdges(value)));
  };
  return [details, dueDay, otherDay, ...assigneeQuestions(services, heading, answers)];
}

/** Who is to do it: a colleague who was seen lately, or one that is typed. */
export function assigneeQuestions(
  { box, recentNotes }: Services,
  heading: () => string,
  answers: AssigneeAnswers,
): readonly Question[] {
  let isOtherColleague = false;
  const colleague: Question = (step) => {
    const authors = answers.to ? recentAuthors(recentNotes, answers.to) : [];
    isOtherColleague = authors.length === 0;
    if (isOtherColleague) return undefined;
    const items = [
      ...authors.map((value) => ({ label: verbatim(value), value })),
      { label: verbatim(words.somebodyElse()), value: '' },
    ];
    const reply = askChoice(box, { title: heading(), placeholder: words.whoDoesIt(), step, items });
    return onAnswer(reply, (value) => {
      isOtherColleague = value === '';
      answers.assignee = value;
    });
  };
  const otherColleague: Question = (step) => {
    const assignee = answers.to?.kind.capabilities.tasks?.assignee;
    if (!isOtherColleague || !assignee) return undefined;
    const reply = askText(box, {
      ...assignee,
      title: heading(),
      step,
      value: answers.typedAssignee,
      typed: (value) => (answers.typedAssignee = value),
    });
    return onAnswer(reply, (value) => (answers.assignee = withoutEdges(value)));
  };
  return [colleague, otherColleague];
}
