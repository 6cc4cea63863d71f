import * as z from 'zod';
import { proposalInputSchema, type ProposalInput } from './proposalInput.ts';

/** What each field is for those who propose: programs, and models that read English. */
const descriptions: Readonly<Record<keyof ProposalInput, string>> = {
  account: 'The name or the id of the account. Leave it out if there is only one.',
  customer:
    'Whom the note is about: the id of the customer in its service, with its type where an account has several; or a name, which is searched for. The user chooses if nobody, or more than one, fits.',
  kind: 'Whether it is a note or a call.',
  text: 'What the note says. The user reads it, may change it, and then logs it.',
  callDuration: 'How long a call was, such as “25 min”.',
  occurredAt: 'When it was, such as “2026-07-31T14:05:00Z”. Leave it out for now.',
  author: 'In whose name it is logged: a name or an e-mail address.',
  clientId: 'An id of yours. The same call with the same id is the same proposal, however often it is made.',
  again: 'Without a clientId: propose it although the same was proposed within a day.',
};

/** What may be proposed, as JSON Schema for those who propose; what it cannot say is checked all the same. */
export function proposalJsonSchema(): z.core.JSONSchema.BaseSchema {
  const metadata = z.registry<{ description: string }>();
  const { shape } = proposalInputSchema;
  metadata
    .add(shape.account, { description: descriptions.account })
    .add(shape.customer, { description: descriptions.customer })
    .add(shape.kind, { description: descriptions.kind })
    .add(shape.text, { description: descriptions.text })
    .add(shape.callDuration, { description: descriptions.callDuration })
    .add(shape.occurredAt, { description: descriptions.occurredAt })
    .add(shape.author, { description: descriptions.author })
    .add(shape.clientId, { description: descriptions.clientId })
    .add(shape.again, { description: descriptions.again });
  return z.toJSONSchema(proposalInputSchema, { io: 'input', metadata });
}
