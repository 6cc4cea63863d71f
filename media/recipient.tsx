import { words } from '../src/form/words.ts';
import { CustomerCard } from './card.tsx';
import { Line } from './icon.tsx';
import { Problem, problemOf } from './problem.tsx';
import type { FormProps } from './props.ts';
import { Search } from './search.tsx';

/** Whom the note is about: a search field until somebody is chosen, then a card. */
export function Recipient(props: FormProps) {
  const { view, page, acts } = props;
  const { recipient } = view;
  const problem = problemOf(view, 'target');
  const message = problem === '' && page.isRefused ? words.chooseCustomer : problem;
  return (
    <div class="recipient">
      {recipient.state === 'chosen' ? (
        <CustomerCard card={recipient.card} {...props} />
      ) : (
        <Search isInvalid={message !== ''} {...props} />
      )}
      {recipient.state === 'lookingUp' && (
        <Line class="quiet line" role="status" icon="wait" tone="turns">
          {recipient.message}
        </Line>
      )}
      {recipient.state === 'several' && (
        <div role="group" aria-label={words.several} class="several">
          <p class="quiet">{words.several}</p>
          {recipient.targets.map(({ key, name, detail }) => (
            <button key={key} class="row" onClick={() => acts.chooseTarget(key)}>
              <span class="rowName" dir="auto">
                {name}
              </span>
              {detail !== '' && <span class="quiet wrap">{detail}</span>}
            </button>
          ))}
        </div>
      )}
      <Problem field="target" message={message} />
    </div>
  );
}
