interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly example?: string;
  readonly inputMode?: 'email' | 'text';
  readonly isInvalid?: boolean;
  /** The id of what explains it. */
  readonly describedBy: string;
  readonly edit: (value: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** A field of one line in a chip's box. What is typed stays exactly as it was typed. */
export function TextField(props: TextFieldProps) {
  const { id, label, value, example, inputMode, isInvalid, describedBy, edit, onKeyDown } = props;
  return (
    <input
      id={id}
      type="text"
      dir="auto"
      autocomplete="off"
      spellcheck={false}
      aria-label={label}
      placeholder={example}
      inputMode={inputMode}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      value={value}
      onInput={({ currentTarget }) => edit(currentTarget.value)}
      {...(onKeyDown && { onKeyDown })}
    />
  );
}
