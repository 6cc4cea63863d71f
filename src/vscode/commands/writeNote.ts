import * as vscode from '../editor.ts';
import { checkForSending, type CheckedDraft } from '../../compose/checkedDraft.ts';
import { followUpDay, readingOf } from '../../compose/lineReading.ts';
import { printFollowUp, type TypedFollowUp } from '../../compose/oneLine.ts';
import { emptyDraft, type Draft } from '../../model/draft.ts';
import { longestCallSeconds, parseDuration } from '../../model/duration.ts';
import type { NoteKind } from '../../model/note.ts';
import * as words from '../../words/palette.ts';
import { askInTurn, askText, onAnswer, type Question } from '../ask.ts';
import { noRecipient, recipientQuestion, recipientText } from '../pickTarget.ts';
import { recentAuthors } from '../../recent/recentAuthors.ts';
import { assigneeQuestions, type AssigneeAnswers } from './followUpQuestions.ts';
import { sendWithProgress } from '../sendWithProgress.ts';
import { keepInForm, showForm } from '../showForm.ts';
import type { Services } from '../services.ts';

const toForm = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('edit'),
  tooltip: words.continueInForm(),
});

const titles: Readonly<Record<NoteKind, () => string>> = { note: words.newNote, call: words.logCall };

/** What has been answered so far. */
interface Answers extends AssigneeAnswers {
  kind: NoteKind;
  duration: string;
  text: string;
  /** What is made once the note is stored. */
  followUp: TypedFollowUp | undefined;
  /** A note in one line whose customer has not been chosen yet; '' for none. */
  lineTyped: string;
  /** Whether the user asked to continue in the form. */
  continueInForm: boolean;
}

/**
 * `Notelog: New Note` and `Notelog: Log Call`: target, duration (of a call), text; or all of them in one line. However
 * it ends, any text that was typed is then in the outbox or in the form.
 */
export async function writeNote(services: Services, kind: NoteKind): Promise<void> {
  await services.recent.load();
  const id = services.newId();
  const answers: Answers = {
    ...noRecipient,
    kind,
    duration: '',
    text: '',
    followUp: undefined,
    assignee: '',
    typedAssignee: '',
    lineTyped: '',
    continueInForm: false,
  };
  const draft = () => draftOf(services, id, answers);
  const questions = questionsFor(services, kind, answers, draft);
  const allAnswered = await askInTurn(services.box, questions).catch((error: unknown) => {
    if (draft().values.text.trim() !== '') keepInForm(services, draft());
    throw error;
  });
  const { to, picked, duration, continueInForm, connects } = answers;
  if (allAnswered && to && picked && !connects) {
    const check = checkForSending(services, noteOf(draft(), answers), picked.target, to);
    if (check.ok) return sendWithProgress(services, [withFollowUp(check.checked, draft(), answers)], to);
  }
  if (draft().values.text.trim() !== '' || duration.trim() !== '' || continueInForm)
    keepInForm(services, draft());
  // What was typed and deleted again may have been saved meanwhile.
  else await services.drafts.remove(id);
  if (continueInForm) await showForm();
  if (connects) await vscode.commands.executeCommand('notelog.addAccount');
}

function questionsFor(services: Services, kind: NoteKind, answers: Answers, draft: () => Draft): Question[] {
  const accounts = services.book.all().filter((open) => open.kind.capabilities.kinds.includes(kind));
  const heading = () => words.forWhom(titles[answers.kind](), recipientText(answers.picked, answers.to));
  const keep = (change: Partial<Answers>) => {
    Object.assign(answers, change);
    services.drafts.saveSoon(draft());
  };
  const askRecipient = recipientQuestion(
    services,
    {
      command: titles[kind](),
      placeholder: words.customerOrLine(kind),
      accounts,
      canConnect: true,
      lineKind: kind,
      onLine: (lineTyped) => keep({ lineTyped }),
    },
    answers,
  );
  /** The line as it was read last: what was changed since, in the questions after it, is not overwritten. */
  let lastSaid: string | undefined;
  const recipient: Question = (step) =>
    onAnswer(askRecipient(step), () => {
      const { said, to } = answers;
      answers.lineTyped = '';
      if (said?.typed === lastSaid) return;
      lastSaid = said?.typed;
      answers.kind = kind;
      answers.followUp = undefined;
      if (said && to) keep(readingOf(said.line, kind, to.kind.capabilities));
    });
  const duration: Question = (step) => {
    const isSaid = answers.said !== undefined && durationProblem(answers.duration) === undefined;
    if (answers.connects || answers.kind !== 'call' || isSaid) return undefined;
    return askText(services.box, {
      title: heading(),
      prompt: words.howLong(),
      placeholder: words.durationExample(),
      step,
      value: answers.duration,
      problem: durationProblem,
      typed: (value) => keep({ duration: value }),
    });
  };
  const text: Question = (step) => {
    const { picked, to, connects, said } = answers;
    const problem = () => {
      const check = to && checkForSending(services, noteOf(draft(), answers), picked?.target, to);
      return check === undefined || check.ok ? undefined : check.problems[0]?.message;
    };
    if (connects || (said?.logs === true && problem() === undefined)) return undefined;
    const { followUp } = answers;
    const enter = followUp
      ? words.pressEnterAndFollowUp(followUpDay(followUp, vscode.env.language), followUp.details)
      : words.pressEnter();
    return askText(services.box, {
      title: heading(),
      prompt: picked?.notChecked === undefined ? enter : words.enterUnchecked(enter, picked.notChecked),
      placeholder: words.whatHappened(answers.kind),
      step,
      value: answers.text,
      typed: (value) => keep({ text: value }),
      problem,
      buttons: [{ button: toForm(), pressed: () => (answers.continueInForm = true) }],
    });
  };
  const assignee = assigneeQuestions(services, heading, answers).map((ask): Question => (step) => {
    if (answers.connects || !answers.followUp || !answers.to) return undefined;
    const [only, ...others] = recentAuthors(services.recentNotes, answers.to);
    if (only === undefined || others.length > 0) return ask(step);
    answers.assignee = only;
    return undefined;
  });
  return [recipient, duration, ...assignee, text];
}

function durationProblem(value: string): string | undefined {
  const seconds = parseDuration(value);
  if (seconds === undefined) return words.typeDuration();
  return seconds < 1 || seconds > longestCallSeconds ? words.callLength() : undefined;
}

/** The draft without the follow-up, which is no part of the note's text. */
function noteOf(draft: Draft, { text }: Answers): Draft {
  return { ...draft, values: { ...draft.values, text } };
}

/** The draft stays as it was typed, so that taking the note back loses nothing. */
function withFollowUp(checked: CheckedDraft, draft: Draft, { followUp, assignee }: Answers): CheckedDraft {
  if (!followUp) return checked;
  const { dueOn, details } = followUp;
  return { ...checked, draft, followUp: { dueOn, details, assignee } };
}

function draftOf(services: Services, id: string, answers: Answers): Draft {
  const { to, picked, duration, kind, text, followUp, lineTyped } = answers;
  const typed = followUp ? `${text} ${printFollowUp(followUp)}` : text;
  const { account, kind: provider } = to ?? services.book.default();
  const type = picked?.target.type ?? provider.capabilities.targets[0]?.type ?? '';
  const empty = emptyDraft(id, account.id, kind, type);
  const values = {
    ...empty.values,
    target: picked?.target.id ?? '',
    duration,
    text: lineTyped === '' ? typed : lineTyped,
  };
  return { ...empty, values, ...(picked ? { target: picked.target } : {}) };
}
