import { words } from '../src/form/words.ts';
import { FileRows } from './fileRows.tsx';
import { Icon } from './icon.tsx';
import { Popover } from './popover.tsx';
import type { FormProps } from './props.ts';

/** The files of a note, how to add one, and what becomes of several or why there can be none. */
export function FilesBox({ view, acts }: FormProps) {
  const { files } = view;
  return (
    <Popover anchor="attachment" role="dialog" label={words.labels.attachment} close={acts.close}>
      <FileRows view={view} acts={acts} />
      {files.why !== '' && <p class="quiet wrap">{files.why}</p>}
      {files.canAttach && (
        <>
          <p class="quiet wrap">{words.otherWays}</p>
          <button
            class="secondary"
            onClick={() => {
              acts.close(true);
              acts.forDraft('attach');
            }}
          >
            <Icon name="clip" />
            {words.attach}
          </button>
        </>
      )}
    </Popover>
  );
}
