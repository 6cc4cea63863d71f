import { accountTitle, isShown } from '../src/form/shape.ts';
import { words } from '../src/form/words.ts';
import { Icon } from './icon.tsx';
import { withKey } from './keys.ts';
import { language } from './language.ts';
import { Problem, problemOf } from './problem.tsx';
import type { FormProps } from './props.ts';

/** No account has an id like this. */
const addAccount = ' ';

/** Whether it is a note or a call, and in which account it is kept. */
export function Head({ view, acts }: FormProps) {
  const { accounts, values, editing } = view;
  const isKnown = accounts.some(({ id }) => id === values.account);
  const choose = (select: HTMLSelectElement) => {
    const { value } = select;
    if (value === addAccount) {
      select.value = values.account;
      acts.post({ type: 'addAccount' });
    } else acts.edit('account', value);
  };
  return (
    <>
      <div class="head">
        {editing === null ? (
          isShown('kind', view) && <Kinds view={view} acts={acts} />
        ) : (
          <Editing createdAt={editing.createdAt} kind={values.kind} />
        )}
        <div class="account">
          <select
            id="account"
            aria-label={words.labels.account}
            title={accountsTitle(view)}
            disabled={editing !== null}
            value={values.account}
            onInput={(event) => choose(event.currentTarget)}
          >
            {!isKnown && <option value={values.account}>{words.noAccount}</option>}
            {accounts.map((each) => (
              <option key={each.id} value={each.id}>
                {accountTitle(each)}
              </option>
            ))}
            <option value={addAccount}>{words.addAccount}</option>
          </select>
          <Icon name="down" />
        </div>
      </div>
      <Problem field="kind" message={problemOf(view, 'kind')} />
      <Problem field="account" message={problemOf(view, 'account')} />
    </>
  );
}

function accountsTitle({ accounts, values }: FormProps['view']): string {
  const account = accounts.find(({ id }) => id === values.account);
  return account === undefined ? words.noAccount : accountTitle(account);
}

/** Says what is being changed, with the day by this browser's clock. */
function Editing({ createdAt, kind }: { readonly createdAt: string; readonly kind: string }) {
  const heading = words.editing[kind === 'call' ? 'call' : 'note'];
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const text = heading + (createdAt === '' ? '' : words.editingOf + format.format(new Date(createdAt)));
  return (
    <p id="editing" class="editing" role="note" title={text}>
      {text}
    </p>
  );
}

function Kinds({ view, acts }: Pick<FormProps, 'view' | 'acts'>) {
  const { values, shape } = view;
  return (
    <div
      class="segments"
      role="radiogroup"
      aria-label={words.labels.kind}
      title={withKey(words.labels.kind, 'toggleCall')}
    >
      {(['note', 'call'] as const)
        .filter((kind) => shape.kinds.includes(kind))
        .map((kind) => (
          <label key={kind} class="segment">
            <input
              type="radio"
              name="kind"
              id={`kind-${kind}`}
              value={kind}
              checked={values.kind === kind}
              onInput={() => acts.edit('kind', kind)}
            />
            {words.kinds[kind]}
          </label>
        ))}
    </div>
  );
}
