import { randomUUID } from 'node:crypto';
import type { Answer } from '../answer.ts';
import type { SandboxContext } from '../options.ts';
import type { Query } from '../request.ts';
import { isoTime, requiredText, requiredTime, type JsonObject } from './body.ts';
import { unknownResource, invalidParameter } from './errors.ts';
import { ownerOf } from './owner.ts';
import { cursorTime, pageOf, type Order } from './page.ts';
import type { ChartmogulState, Task } from './state.ts';

const newestFirst: Order<Task> = {
  key: (task) => `${cursorTime(task.createdAt, task.sequence)}&${task.uuid}`,
  direction: 'descending',
};

/** `POST /tasks` (Create a Task). The status and message of every refusal are assumed. */
export function createTask(body: JsonObject, context: SandboxContext): Answer {
  const state = context.state().chartmogul;
  const owner = ownerOf(body, state);
  const now = context.clock.now();
  const task: Task = {
    uuid: randomUUID(),
    owner,
    details: detailsOf(body),
    assignee: assigneeOf(body, state),
    dueDate: requiredTime(body, 'due_date'),
    completedAt: completedAtOf(body),
    createdAt: now,
    updatedAt: now,
    sequence: 1 + Math.max(0, ...state.tasks.map(({ sequence }) => sequence)),
  };
  state.tasks.push(task);
  return { status: 201, body: show(task) };
}

/** `GET /tasks` (List Tasks). */
export function listTasks(query: Query, state: ChartmogulState): Answer {
  const after = query['due_date_on_or_after'];
  const before = query['due_date_on_or_before'];
  const isOf = ({ owner }: Task, type: Task['owner']['type']) => {
    const uuid = query[`${type}_uuid`];
    return uuid === undefined || (owner.type === type && owner.uuid === uuid);
  };
  const matches = state.tasks.filter(
    (task) =>
      isOf(task, 'customer') &&
      isOf(task, 'contact') &&
      (query['assignee'] ?? task.assignee) === task.assignee &&
      (query['completed'] ?? String(task.completedAt !== null)) === String(task.completedAt !== null) &&
      (after === undefined || task.dueDate >= requiredTime({ after }, 'after')) &&
      (before === undefined || task.dueDate <= requiredTime({ before }, 'before')),
  );
  return { status: 200, body: pageOf(matches, newestFirst, query, show) };
}

/** `GET /tasks/{uuid}`. */
export function retrieveTask(uuid: string, state: ChartmogulState): Answer {
  return { status: 200, body: show(getTask(uuid, state)) };
}

/** `PATCH /tasks/{uuid}`: 304 when nothing is sent (recorded). */
export function patchTask(uuid: string, body: JsonObject, context: SandboxContext): Answer {
  const state = context.state().chartmogul;
  const task = getTask(uuid, state);
  if (Object.keys(body).length === 0) return { status: 304 };
  if (body['task_details'] !== undefined) task.details = detailsOf(body);
  if (body['assignee'] !== undefined) task.assignee = assigneeOf(body, state);
  if (body['due_date'] !== undefined) task.dueDate = requiredTime(body, 'due_date');
  if (body['completed_at'] !== undefined) task.completedAt = completedAtOf(body);
  task.updatedAt = context.clock.now();
  return { status: 200, body: show(task) };
}

/** `DELETE /tasks/{uuid}`, with the answer of 2026. */
export function removeTask(uuid: string, state: ChartmogulState): Answer {
  state.tasks.splice(state.tasks.indexOf(getTask(uuid, state)), 1);
  return { status: 202, body: { message: 'Task deleted' } };
}

/** The 404 is assumed; its message is the one recorded for contacts. */
function getTask(uuid: string, state: ChartmogulState): Task {
  const task = state.tasks.find((one) => one.uuid === uuid);
  if (task === undefined) throw unknownResource('Task', uuid, 'task_uuid');
  return task;
}

function detailsOf(body: JsonObject): string {
  const details = requiredText(body, 'task_details');
  if (details.length > 255)
    throw invalidParameter('task_details', 'The details are longer than 255 characters.');
  return details;
}

function assigneeOf(body: JsonObject, state: ChartmogulState): string {
  const assignee = requiredText(body, 'assignee');
  if (state.team.some(({ email }) => email === assignee)) return assignee;
  throw invalidParameter('assignee', 'The assignee must be a team member of the account.');
}

function completedAtOf(body: JsonObject): number | null {
  return (body['completed_at'] ?? null) === null ? null : requiredTime(body, 'completed_at');
}

/** The members of 2025; a contact's task has those of 2026, which name the object that it is about (recorded). */
function show(task: Task): object {
  const { type, uuid } = task.owner;
  return {
    task_uuid: task.uuid,
    customer_uuid: type === 'customer' ? uuid : null,
    ...(type === 'contact' && { associated_object: type, associated_object_uuid: uuid }),
    task_details: task.details,
    assignee: task.assignee,
    due_date: isoTime(task.dueDate),
    completed_at: task.completedAt === null ? null : isoTime(task.completedAt),
    created_at: isoTime(task.createdAt),
    updated_at: isoTime(task.updatedAt),
  };
}
