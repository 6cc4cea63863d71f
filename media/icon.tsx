import type { IconName } from '../src/form/icons.ts';

/** A picture beside words that say the same; `class` for its colour. */
export function Icon({ name, ...rest }: { readonly name: IconName; readonly class?: string }) {
  return (
    <svg
      class={rest.class === undefined ? 'icon' : `icon ${rest.class}`}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <use href={`#${name}`} />
    </svg>
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
    <button
      type="button"
      class="iconButton"
      title={label}
      aria-label={label}
      aria-pressed={isPressed}
      onClick={act}
    >
      <Icon name={icon} />
    </button>
  );
}
