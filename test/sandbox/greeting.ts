import { buildContact, buildNote } from './build.ts';
import type { Task } from './chartmogul/state.ts';
import { demoContact, demoCustomers, demoState, demoTeam } from './demo.ts';
import type { SandboxState } from './options.ts';

const hour = 3600_000;
const day = 24 * hour;

/** A second contact of Northwind. */
const engineer = 'con_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f1b02';

/**
 * The state that `npm start` begins with: the demo's, in which one customer, Northwind, shows all that there is: notes
 * with formatting, calls, follow-ups of several people, and contacts with a note of their own. `now` in milliseconds.
 */
export function greetingState(now: number): SandboxState {
  const { chartmogul, activeplatform } = demoState(now);
  const { northwind, contoso } = demoCustomers;
  const { ada, tomas } = demoTeam;
  const noteId = (end: string): string => `note_7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f${end}`;
  const contact = {
    customer_uuid: northwind.uuid,
    customer_external_id: northwind.externalId,
    first_name: 'Joris',
    last_name: 'Vos',
    title: 'Engineer',
  };
  return {
    activeplatform,
    chartmogul: {
      ...chartmogul,
      contacts: [
        ...chartmogul.contacts,
        buildContact({ ...contact, uuid: engineer, position: 2, email: 'joris@northwind.example' }),
      ],
      notes: [
        ...chartmogul.notes,
        buildNote({
          uuid: noteId('2a04'),
          customer: northwind.uuid,
          author: ada,
          text: '<p>Renewal: what they asked for</p><ul><li>A <strong>yearly</strong> plan from July</li><li>An invoice for each branch, see <a href="https://northwind.example/billing">their page</a></li></ul>',
          createdAt: now - 26 * hour,
          sequence: 4,
        }),
        buildNote({
          uuid: noteId('2a05'),
          customer: northwind.uuid,
          author: ada,
          text: 'Wants single sign-on by June, and asked what it costs.',
          callDuration: 12 * 60,
          createdAt: now - 3 * day,
          sequence: 5,
        }),
        {
          ...buildNote({
            uuid: noteId('2a06'),
            customer: northwind.uuid,
            author: tomas,
            text: 'Ines is on leave until Monday; Joris answers for her.',
            createdAt: now - 4 * day,
            sequence: 6,
          }),
          owner: { type: 'contact', uuid: demoContact },
        },
      ],
      tasks: [
        taskOf(1, now, { days: -2, details: 'Send the quote for single sign-on', assignee: ada.email }),
        taskOf(2, now, { days: 0, details: 'Ask Joris whether the import works', assignee: ada.email }),
        taskOf(3, now, { days: 6, details: 'Call about the renewal', assignee: ada.email }),
        taskOf(4, now, { days: 1, details: 'Check the export at night', assignee: tomas.email }),
        {
          ...taskOf(5, now, { days: 9, details: 'Ask for a reference', assignee: ada.email }),
          owner: { type: 'customer', uuid: contoso.uuid },
        },
      ],
    },
  };
}

/** A follow-up of Northwind. `days`: from today until it is due. */
function taskOf(
  sequence: number,
  now: number,
  { days, details, assignee }: Pick<Task, 'details' | 'assignee'> & { readonly days: number },
): Task {
  return {
    uuid: `7c1f0a52-5a0e-4f7e-9a53-0d2b6b6f3a0${sequence}`,
    owner: { type: 'customer', uuid: demoCustomers.northwind.uuid },
    details,
    assignee,
    dueDate: dayOf(now + days * day),
    completedAt: null,
    createdAt: now - 3 * day,
    updatedAt: now - 3 * day,
    sequence,
  };
}

/** Midnight in UTC of the day that it is here, as the service keeps days; milliseconds. */
function dayOf(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}
