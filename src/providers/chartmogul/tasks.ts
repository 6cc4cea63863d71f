import * as z from 'zod';
import { checkIsJson, issuesIn, readJson } from '../../http/readJson.ts';
import { CountedWarnings } from '../../base/countedWarnings.ts';
import { Failure } from '../../base/failure.ts';
import type { TaskLimits } from '../../model/capabilities.ts';
import type { Target } from '../../model/note.ts';
import type { NewTask, Task } from '../../model/task.ts';
import { emailOf, isSameEmail } from '../../model/email.ts';
import { dayOf, instantOf } from '../instant.ts';
import { pathPart } from '../pathPart.ts';
import type { TaskList, Tasks } from '../tasks.ts';
import { rawText } from '../rawNote.ts';
import type { TargetCache } from '../targetCache.ts';
import { maxPageSize, type ChartmogulConnection } from './connection.ts';
import { unknownTarget } from './customers.ts';
import { ownerMember } from './owner.ts';
import * as words from './words.ts';

/** Characters (docs/api/chartmogul.md, section 8). We count UTF-16 units, of which a text never has fewer. */
const longestDetails = 255;

/** What a follow-up can hold, and how its assignee is asked for. */
export const taskLimits: TaskLimits = {
  longestDetails,
  assignee: {
    get prompt() {
      return words.askAssignee();
    },
    placeholder: 'ann@example.com',
    problem: (assignee) => (emailOf(assignee) === undefined ? words.typeAssignee() : undefined),
  },
};

/** 4,000 open tasks of one customer or one assignee. A longer list is most likely one that does not end. */
const maxPages = 20;

/** 1,000 open tasks of everybody. */
const maxPagesOfAll = 5;

/** A task in an answer. `customer_uuid` is null for a contact's task (2026). */
export const taskSchema = z.object({
  task_uuid: z.string().min(1),
  customer_uuid: z.string().nullish(),
  associated_object_uuid: z.string().nullish(),
  associated_object: z.string().nullish(),
  task_details: z.string().nullish(),
  assignee: z.string().nullish(),
  /** An instant, although a day was sent. */
  due_date: z.string().nullish(),
  completed_at: z.string().nullish(),
});

type WireTask = z.infer<typeof taskSchema>;

/** Which tasks to read. */
interface TasksQuery {
  readonly filter: Readonly<Record<string, string>>;
  /** Whose tasks they are; undefined: each says itself. */
  readonly target: Target | undefined;
  /** Checked because the service may not know a filter; `contact_uuid` exists since 2026. */
  readonly matches: (task: Task, wire: WireTask | undefined) => boolean;
  /** False: those that are done, too. */
  readonly onlyOpen: boolean;
  readonly maxPages: number;
}

/** Follow-ups of customers and contacts (docs/api/chartmogul.md, section 8). Names of targets come from `targetCache`. */
export function openTasks(connection: ChartmogulConnection, targetCache: TargetCache): Tasks {
  const { call, context, urlOf } = connection;

  const read = async (query: TasksQuery, signal: AbortSignal): Promise<TaskList> => {
    const completed = query.onlyOpen ? { completed: 'false' } : {};
    const parameters = { ...query.filter, ...completed, per_page: String(maxPageSize) };
    const options = { signal, ...(query.target && { missing: unknownTarget(query.target) }) };
    const tasks = new Map<string, Task>();
    const warnings = new CountedWarnings(context.log);
    let cursor: string | undefined;
    for (let pages = 0; pages < query.maxPages; pages += 1) {
      const page = await connection.page('tasks', parameters, cursor, options);
      await context.inTurns(page.entries, (entry) => {
        const { data, error } = taskSchema.safeParse(entry);
        if (error)
          warnings.add(`ChartMogul: a task cannot be read and is shown as it came: ${issuesIn(error)}`);
        const task = data
          ? taskOf(data, query.target ?? ownerOf(data))
          : rawTask(entry, tasks.size, query.target ?? unknownOwner);
        const isWanted = !query.onlyOpen || task.completedAt === undefined;
        if (isWanted && query.matches(task, data)) tasks.set(task.id, task);
      });
      cursor = page.cursor;
      if (cursor === undefined) break;
    }
    warnings.write();
    if (cursor !== undefined) context.log.warn(`ChartMogul: only the first ${tasks.size} tasks were read`);
    return { tasks: [...tasks.values()].sort(earliestFirst), isWhole: cursor === undefined };
  };

  return {
    self: () => connection.settings().authorEmail,

    async addNames(tasks, signal) {
      await targetCache.readUnknown(
        tasks.map(({ target }) => target),
        signal,
      );
      return tasks.map((task) => ({ ...task, target: targetCache.get(task.target) ?? task.target }));
    },

    async list({ assignee }, signal) {
      return read(
        {
          filter: assignee === undefined ? {} : { assignee },
          target: undefined,
          matches: (task) => assignee === undefined || isSameEmail(task.assignee, assignee),
          onlyOpen: true,
          maxPages: assignee === undefined ? maxPagesOfAll : maxPages,
        },
        signal,
      );
    },

    async create(task, signal, maySend) {
      check(task);
      const { target, details, dueOn } = task;
      const assignee = emailOf(task.assignee);
      const body = { ...ownerMember(target), task_details: details, assignee, due_date: dueOn };
      const answer = await call({
        method: 'POST',
        url: urlOf('tasks'),
        body: { kind: 'text', text: JSON.stringify(body) },
        signal,
        missing: unknownTarget(target),
        ...(maySend && { maySend }),
      });
      return taskOf(readJson(answer, taskSchema), target);
    },

    async has(task, signal) {
      const { tasks } = await read({ ...queryOf(task.target), onlyOpen: false }, signal);
      return tasks.some((each) => isLike(each, task));
    },

    async open(target, signal) {
      return (await read({ ...queryOf(target), onlyOpen: true }, signal)).tasks;
    },

    async complete(taskId, signal) {
      const answer = await call({
        method: 'PATCH',
        url: urlOf(`tasks/${pathPart(taskId)}`),
        body: {
          kind: 'text',
          text: JSON.stringify({ completed_at: new Date(connection.latestTime()).toISOString() }),
        },
        accept: [304],
        signal,
        missing: { message: words.followUpGone(), field: undefined },
      });
      checkIsJson(answer);
    },
  };
}

/** Failure `invalid` for a task that the service would refuse. */
function check({ target, details, assignee, dueOn }: NewTask): void {
  const problem =
    ownerMember(target) === undefined
      ? words.noFollowUpsOf()
      : details.trim() === ''
        ? words.emptyFollowUp()
        : details.length > longestDetails
          ? words.longFollowUp(details.length, longestDetails)
          : emailOf(assignee) === undefined
            ? words.assigneeIsNoEmail()
            : dayOf(dueOn) !== dueOn
              ? words.dueIsNoDay('2026-01-31')
              : undefined;
  if (problem !== undefined) throw new Failure('invalid', problem);
}

/** The tasks of one target. */
function queryOf(target: Target): Omit<TasksQuery, 'onlyOpen'> {
  const targetParameter = target.type === 'contact' ? 'contact_uuid' : 'customer_uuid';
  return {
    filter: { [targetParameter]: target.id },
    target,
    matches: (_, wire) => {
      const owners = [wire?.customer_uuid, wire?.associated_object_uuid].filter((uuid) => uuid != null);
      return owners.length === 0 || owners.includes(target.id);
    },
    maxPages,
  };
}

/** Stands for a customer that an answer does not name. */
const unknownOwner: Target = { type: 'customer', id: 'unknown' };

/** Whom a task is about. A contact's task has a null `customer_uuid`. */
function ownerOf({ customer_uuid, associated_object, associated_object_uuid }: WireTask): Target {
  if (customer_uuid != null) return { type: 'customer', id: customer_uuid };
  return associated_object_uuid == null
    ? unknownOwner
    : { type: associated_object ?? 'contact', id: associated_object_uuid };
}

function taskOf(wire: WireTask, target: Target): Task {
  return {
    id: wire.task_uuid,
    target,
    details: wire.task_details ?? '',
    assignee: wire.assignee ?? '',
    dueOn: dayOf(wire.due_date),
    completedAt: instantOf(wire.completed_at),
  };
}

/** A task that shows its JSON. Its id contains a space, so that no request can be made for it. */
function rawTask(entry: unknown, count: number, target: Target): Task {
  const details = rawText(entry);
  return {
    id: `unreadable ${count}`,
    target,
    details,
    assignee: '',
    dueOn: undefined,
    completedAt: undefined,
  };
}

/** As the service keeps it: it may have trimmed the text. */
function isLike(task: Task, { details, assignee, dueOn }: NewTask): boolean {
  return (
    task.details.trim() === details.trim() &&
    emailOf(task.assignee)?.toLowerCase() === emailOf(assignee)?.toLowerCase() &&
    task.dueOn === dueOn
  );
}

/** Tasks without a due date come last: `~` sorts behind digits. */
function earliestFirst({ dueOn: one = '~' }: Task, { dueOn: other = '~' }: Task): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
