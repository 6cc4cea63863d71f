import { randomUUID } from 'node:crypto';
import type { Answer } from '../answer.ts';
import type { SandboxContext } from '../options.ts';
import type { Query } from '../request.ts';
import { isoTime, requiredText, requiredTime, type JsonObject } from './body.ts';
import { invalidParameter, unknownResource } from './errors.ts';
import { cursorTime, pageOf, type Order } from './page.ts';
import type { ChartmogulState, Task } from './state.ts';

const newestFirst: Order<Task> = {
  key: (task) => `${cursorTime(task.createdAt, task.sequence)}&${task.uuid}`,
  direction: 'descending',
};

/** `POST /tasks` (Create a Task). The status and message of every refusal are assumed. */
export function createTask(body: JsonObject, context: SandboxContext): Answer {
  const state = context.state().chartmogul;
  const customerUuid = requiredText(body, 'customer_uuid');
  if (!state.customers.some(({ uuid }) => uuid === customerUuid)) {
    throw unknownResource('Customer', customerUuid, 'customer_uuid');
  }
  const now = context.clock.now();
  const task: Task = {
    uuid: randomUUID(),
    customerUuid,
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
  const matches = state.tasks.filter(
    (task) =>
      (query['customer_uuid'] ?? task.customerUuid) === task.customerUuid &&
      // The sandbox has no tasks of contacts, although the API has them (docs/api/chartmogul.md, section 8).
      query['contact_uuid'] === undefined &&
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

/** The members of 2025. Those of 2026 also name the object that the task is about, as newer notes do. */
function show(task: Task): object {
  return {
    task_uuid: task.uuid,
    customer_uuid: task.customerUuid,
    task_details: task.details,
    assignee: task.assignee,
    due_date: isoTime(task.dueDate),
    completed_at: task.completedAt === null ? null : isoTime(task.completedAt),
    created_at: isoTime(task.createdAt),
    updated_at: isoTime(task.updatedAt),
  };
}
