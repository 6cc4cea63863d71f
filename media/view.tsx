import { Chips } from './chips.tsx';
import { FileRows } from './fileRows.tsx';
import { Foot } from './foot.tsx';
import { Head } from './head.tsx';
import type { FormProps } from './props.ts';
import { Recipient } from './recipient.tsx';
import { Text } from './text.tsx';
import { words } from '../src/form/words.ts';

/**
 * The whole form: what scrolls in a pane that is too low for it, and the foot. It is no `form` element, so that no button
 * submits anything, and none has to say so.
 */
export function Form(props: FormProps) {
  return (
    <>
      <div class="body">
        <h1 class="unseen">{words.title}</h1>
        {props.page.isOutdated && (
          <p id="reload" class="notice" role="alert">
            {words.reload}
          </p>
        )}
        <Head {...props} />
        <Recipient {...props} />
        <Text {...props} />
        <div class="attached">
          <FileRows {...props} />
        </div>
        <Chips {...props} />
      </div>
      <Foot {...props} />
      {props.page.dropHint !== undefined && (
        <p class="dropHint" role="status">
          {words.drop[props.page.dropHint]}
        </p>
      )}
    </>
  );
}
