import type { ComponentChildren } from 'preact';
import { opener, placeAbove } from './placing.ts';
import { stepTo } from './steps.ts';

interface PopoverProps {
  /** The id of the button that opened it. */
  readonly anchor: string;
  readonly label: string;
  readonly role: 'dialog' | 'menu';
  /** `refocus`: the focus goes back to the button. */
  readonly close: (refocus: boolean) => void;
  readonly children: ComponentChildren;
}

/** A box over the form that belongs to a button: it takes the focus, and closes when that leaves it. */
export function Popover({ anchor, label, role, close, children }: PopoverProps) {
  return (
    <div
      // Called with the box each time that it is drawn.
      ref={(box) => {
        placeAbove(box, opener(anchor));
        if (box !== null && !box.contains(document.activeElement)) enter(box);
      }}
      class={`popup ${role}`}
      role={role}
      aria-label={label}
      onFocusOut={({ relatedTarget, currentTarget }) => {
        // Without a target the whole page loses the focus: what was open stays. Its own button closes it by itself.
        if (!(relatedTarget instanceof Node) || relatedTarget === opener(anchor)) return;
        if (!currentTarget.contains(relatedTarget)) close(false);
      }}
      onKeyDown={(event) => {
        if (event.isComposing) return;
        const isDone = event.key === 'Enter' && event.target instanceof HTMLInputElement;
        if (event.key !== 'Escape' && !(isDone && !event.ctrlKey && !event.metaKey)) return;
        event.preventDefault();
        close(true);
      }}
    >
      {children}
    </div>
  );
}

function enter(box: HTMLElement): void {
  const first = box.querySelector<HTMLElement>('input, button');
  first?.focus();
  if (first instanceof HTMLInputElement) first.select();
}

/** What a menu offers. */
export interface MenuItem {
  readonly label: string;
  readonly act: () => void;
}

interface MenuProps extends Pick<PopoverProps, 'anchor' | 'label' | 'close'> {
  readonly items: readonly MenuItem[];
}

/** A menu of a button; arrow keys move in it. */
export function Menu({ items, ...rest }: MenuProps) {
  return (
    <Popover role="menu" {...rest}>
      {items.map(({ label, act }) => (
        <button
          key={label}
          role="menuitem"
          tabIndex={-1}
          class="row"
          onClick={() => {
            rest.close(true);
            act();
          }}
          onKeyDown={(event) => {
            const all =
              event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [];
            const at = [...all].indexOf(event.currentTarget);
            const to = stepTo(event.key, at, all.length, ['ArrowUp', 'ArrowDown']);
            if (to === at) return;
            event.preventDefault();
            all[to]?.focus();
          }}
        >
          <span class="rowName">{label}</span>
        </button>
      ))}
    </Popover>
  );
}
