import type { AccountBook, OpenAccount } from '../accounts/accountBook.ts';
import type { Clock } from '../base/clock.ts';
import type { Composer } from '../compose/composer.ts';
import type { Draft } from '../model/draft.ts';
import type { Target } from '../model/note.ts';
import * as words from '../words/document.ts';
import { frontOf, readMember } from './documentFront.ts';
import { commonText, mergeTexts } from './mergeTexts.ts';
import {
  documentFields,
  frontAsWritten,
  lineOf,
  printDocument,
  printFront,
  readDocument,
  withOneLineEnd,
  type DocumentField,
  type DocumentFront,
  type DocumentProblem,
} from './documentText.ts';

/** What a draft's document needs from outside. */
interface DraftDocumentParts {
  readonly composer: Composer;
  readonly book: AccountBook;
  readonly clock: Clock;
  /** The one customer of an account whom a text names, as far as is known now. */
  readonly named: (account: OpenAccount, text: string) => Target | undefined;
}

/** A change that the form has made, for the document. */
export interface DocumentChange {
  /** The whole document. */
  readonly content: string;
  /** Undefined: its front matter stays. */
  readonly front: DocumentFront | undefined;
  /** Undefined: its text stays. */
  readonly text: string | undefined;
}

/**
 * A draft as a Markdown document. The composer owns the draft: what is written here goes into it at once, and what is
 * changed in the form comes back. Only a member or a text that the user has changed in the document is written to the
 * draft, and only what the form has changed is written to the document.
 */
export class DraftDocument {
  readonly #parts: DraftDocumentParts;
  readonly draftId: string;
  /** What the document said when it was read last. */
  #said: { readonly front: DocumentFront; readonly text: string };
  /** What the draft said when both agreed last. */
  #agreed: DocumentFront;
  #problems: readonly DocumentProblem[] = [];

  constructor(parts: DraftDocumentParts, draft: Draft) {
    this.#parts = parts;
    this.draftId = draft.id;
    const front = this.#front(draft);
    this.#agreed = front;
    this.#said = { front, text: withOneLineEnd(draft.values.text) };
  }

  /** What cannot be understood; nothing is logged before it is put right. */
  get problems(): readonly DocumentProblem[] {
    return this.#problems;
  }

  /** Whether the draft has left: it was logged, discarded, or taken by another window. */
  get isGone(): boolean {
    return !this.#parts.composer.find(this.draftId);
  }

  /** What is in the document and in no draft any more; undefined: nothing is. */
  unsavedText(content: string): string | undefined {
    const { text } = readDocument(content);
    return text === undefined || text === this.#said.text ? undefined : text;
  }

  /**
   * Whether all that a document says has been read, as far as it can be: nobody can tell where its text begins while its
   * front matter has no end.
   */
  isKept(content: string): boolean {
    const { text, front } = readDocument(content);
    return text === this.#said.text && (!front || !isDifferent(front, this.#said.front));
  }

  /** What the whole document would be, made anew. */
  get content(): string {
    const draft = this.#parts.composer.find(this.draftId);
    return draft ? printDocument(this.#front(draft), draft.values.text) : '';
  }

  /**
   * Reads a document that was opened just now. It may hold what was typed before a restart and reached no draft, or be
   * older than the draft, and nobody can tell which: its text and the draft's are both kept.
   */
  readOpened(content: string): boolean {
    const { text } = readDocument(content);
    const draft = this.#parts.composer.find(this.draftId);
    if (text !== undefined && draft)
      this.#said = { ...this.#said, text: commonText(text, withOneLineEnd(draft.values.text)) };
    return this.read(content);
  }

  /**
   * The user has changed the document. False: it was not read, since the draft has left or a note is being logged. The form
   * cannot show another draft then, and no customer is chosen for one that it does not show.
   */
  read(content: string): boolean {
    const { composer } = this.#parts;
    const draft = composer.find(this.draftId);
    if (!draft || composer.logging) return false;
    const reading = readDocument(content);
    const { text, front } = reading;
    const members = front ? documentFields.filter((field) => front[field] !== this.#said.front[field]) : [];
    const isText = text !== undefined && text !== this.#said.text;
    // What is written here is in the form, too: there it is seen whom it is about.
    if ((members.length > 0 || isText) && !composer.isInForm(this.draftId)) composer.open(draft);
    if (isText) {
      // The form may have changed it, too, since both were alike.
      const merged = mergeTexts(this.#said.text, text, withOneLineEnd(draft.values.text));
      this.#said = { ...this.#said, text };
      composer.edit('text', merged, this.draftId);
    }
    const problems = [...reading.problems];
    if (front) {
      this.#said = { ...this.#said, front };
      for (const field of documentFields) {
        const problem = this.#readMember(field, front[field], members.includes(field));
        if (problem !== undefined) problems.push({ line: lineOf(content, field), message: problem });
      }
    }
    this.#problems = problems;
    this.#block();
    return true;
  }

  /** What the document has to say instead of `content`; undefined: it says all that the draft does. */
  next(content: string): DocumentChange | undefined {
    const draft = this.#parts.composer.find(this.draftId);
    const reading = readDocument(content);
    if (!draft || reading.text === undefined) return undefined;
    const front = this.#front(draft);
    const text = withOneLineEnd(draft.values.text);
    // Lines that cannot be read are still being written.
    const isFront = reading.problems.length === 0 && isDifferent(front, this.#agreed);
    const isText = reading.text === this.#said.text && text !== reading.text;
    if (!isFront && !isText) return undefined;
    const document = withOneLineEnd(content);
    const head = isFront ? printFront(front) : frontAsWritten(document);
    const body = isText ? `${text}\n` : `${reading.text}${document.endsWith('\n') ? '\n' : ''}`;
    return {
      content: `${head}${body}`,
      front: isFront ? front : undefined,
      text: isText ? text : undefined,
    };
  }

  /** The document has been changed so. */
  followed({ front, text }: DocumentChange): void {
    const { front: said, text: saidText } = this.#said;
    this.#said = { front: front ?? said, text: text ?? saidText };
    this.#agreed = front ?? this.#agreed;
  }

  #readMember(field: DocumentField, typed: string | undefined, isChanged: boolean): string | undefined {
    const { composer, book, clock, named } = this.#parts;
    const draft = composer.find(this.draftId);
    if (!draft || typed === undefined) return undefined;
    const { account } = composer;
    const isSame = typed === (this.#front(draft)[field] ?? '');
    if ((!isChanged || isSame) && !(field === 'customer' && this.#isNobody(typed))) return undefined;
    const change = readMember(field, typed, {
      ...{ book, account, draft, now: clock.now() },
      named: (text) => named(account, text),
    });
    if ('problem' in change) return change.problem;
    if ('customer' in change) composer.recipient.choose(change.customer);
    else composer.edit(change.field, change.value, this.draftId);
    const now = composer.find(this.draftId);
    if (now) this.#agreed = { ...this.#agreed, [field]: this.#front(now)[field] };
    return field === 'customer' && this.#isNobody(typed) ? words.noSuchCustomer(typed) : undefined;
  }

  /** Whether a name stands there and nobody is chosen. */
  #isNobody(name: string): boolean {
    const { composer } = this.#parts;
    return name !== '' && composer.isInForm(this.draftId) && !composer.recipient.target;
  }

  #block(): void {
    const [first] = this.#problems;
    this.#parts.composer.block(this.draftId, first && words.correctLine(first.line + 1, first.message));
  }

  #front(draft: Draft): DocumentFront {
    const { book, composer } = this.#parts;
    return frontOf(draft, book.find(draft.values.account) ?? composer.account);
  }
}

function isDifferent(one: DocumentFront, other: DocumentFront): boolean {
  return documentFields.some((field) => one[field] !== other[field]);
}
