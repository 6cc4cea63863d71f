import { language } from './language.ts';
import { words } from '../src/form/words.ts';
import { Icon, IconButton } from './icon.tsx';
import { pictureOf } from './pictures.ts';
import type { FormProps } from './props.ts';
import { sizeText } from './size.ts';

/** The note's files: what is attached, what is being read, and what could not be attached and why. */
export function FileRows({ view, acts }: Pick<FormProps, 'view' | 'acts'>) {
  const { attachments, draftId } = view;
  if (attachments.length === 0) return null;
  return (
    <ul class="files" aria-label={words.labels.attachment}>
      {attachments.map((file) => {
        const { key, name, size, state, progress, message } = file;
        const picture = pictureOf(draftId, file);
        return (
          <li key={key} class="file">
            {picture === undefined ? (
              <Icon name={state === 'failed' ? 'error' : 'clip'} tone={state === 'failed' ? 'bad' : ''} />
            ) : (
              <img src={picture} alt="" />
            )}
            <span class="rowName" dir="auto" title={name}>
              {name}
            </span>
            <span class="quiet">{size > 0 && sizeText(size, language)}</span>
            <IconButton
              icon="close"
              label={`${state === 'reading' ? words.cancel : words.detach} ${name}`}
              act={() => acts.post({ type: 'detach', draftId, key })}
            />
            {state === 'reading' && <progress value={progress} aria-label={name} />}
            {message !== '' && (
              <p
                class={state === 'failed' ? 'wrap' : 'quiet wrap'}
                role={state === 'failed' ? 'alert' : undefined}
              >
                {message}
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
