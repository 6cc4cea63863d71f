import { dayProblem, detailsProblem, dueDays } from '../../model/followUp.ts';
import { askChoice, askText, keeping, type Question } from '../ask.ts';
import type { AskedCustomer } from '../askCustomer.ts';
import { recentAuthors } from '../../recent/recentAuthors.ts';
import type { Services } from '../services.ts';
import { localDay } from '../times.ts';
import { verbatim } from '../verbatim.ts';

/** What the command is called, in the title of each question. */
export const followUpTitle = 'New Follow-Up';

/** Whom a follow-up is for, and what has been answered so far. */
export interface FollowUpAnswers extends AskedCustomer {
  details: string;
  dueOn: string;
  assignee: string;
}

/** What is to be done, when, and by whom; what is answered is kept in `answers`. */
export function followUpQuestions(
  { clock, recentNotes }: Services,
  answers: FollowUpAnswers,
): readonly Question[] {
  const heading = () =>
    `${followUpTitle} for ${answers.target.name ?? answers.target.id} · ${answers.open.account.label}`;
  const limits = answers.open.kind.capabilities.tasks;
  const details: Question = (step) =>
    askText({
      title: heading(),
      prompt: 'What is to be done?',
      placeholder: 'Send the quote',
      step,
      value: answers.details,
      problem: (value) => limits && detailsProblem(value, limits),
      typed: (value) => (answers.details = value),
    });
  const dueDay: Question = (step) => {
    const days = dueDays(localDay(clock.now())).map(({ label, day }) => ({
      label,
      description: day,
      value: day,
    }));
    const items = [...days, { label: 'Another Day…', value: '' }];
    const asked = askChoice({ title: heading(), placeholder: 'When is it due?', step, items });
    return keeping(asked, (value) => (answers.dueOn = value));
  };
  const otherDay: Question = (step) => {
    if (answers.dueOn !== '') return undefined;
    const asked = askText({
      title: heading(),
      prompt: 'Due on, as year-month-day',
      placeholder: '2026-07-31',
      step,
      problem: dayProblem,
    });
    return keeping(asked, (value) => (answers.dueOn = value.trim()));
  };
  const colleague: Question = (step) => {
    const authors = recentAuthors(recentNotes, answers.open);
    if (authors.length === 0) return undefined;
    const items = [
      ...authors.map((value) => ({ label: verbatim(value), value })),
      { label: 'Somebody Else…', value: '' },
    ];
    const asked = askChoice({ title: heading(), placeholder: 'Who is to do it?', step, items });
    return keeping(asked, (value) => (answers.assignee = value));
  };
  const otherColleague: Question = (step) => {
    if (answers.assignee !== '' || !limits) return undefined;
    const { prompt, placeholder, problem } = limits.assignee;
    const asked = askText({ title: heading(), prompt, placeholder, step, problem });
    return keeping(asked, (value) => (answers.assignee = value.trim()));
  };
  return [details, dueDay, otherDay, colleague, otherColleague];
}
