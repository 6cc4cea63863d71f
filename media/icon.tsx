import type { ComponentChildren, HTMLAttributes } from 'preact';
import type { IconName } from '../src/form/icons.ts';

/** A picture beside words that say the same; `tone`: the class of its colour. */
export function Icon({ name, tone = '' }: { readonly name: IconName; readonly tone?: string }) {
  return (
    <svg class={`icon ${tone}`} aria-hidden="true">
      <use href={`#${name}`} />
    </svg>
  );
}

interface LineProps extends HTMLAttributes<HTMLParagraphElement> {
  readonly icon: IconName;
  /** The class of the icon. */
  readonly tone: string;
  readonly children: ComponentChildren;
}

/** A line of text behind an icon. */
export function Line({ icon, tone, children, ...rest }: LineProps) {
  return (
    <p {...rest}>
      <Icon name={icon} tone={tone} />
      <span dir="auto">{children}</span>
    </p>
  );
}

/** A button that is a picture; `label` is its name and its tooltip. */
export function IconButton(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly isPressed?: boolean;
  readonly act: () => void;
}) {
  const { icon, label, isPressed, act } = props;
  return (
    <button class="iconButton" title={label} aria-label={label} aria-pressed={isPressed} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}
