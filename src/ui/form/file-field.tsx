import { Field, type FieldProps } from './field.tsx'

/** The browser's own chooser: it says in the reader's language what was chosen. */
export function FileField({ accept, ...props }: FieldProps & { accept: string }) {
  return (
    <Field {...props}>
      {(control) => <input {...control} type="file" accept={accept} className="input input-full" />}
    </Field>
  )
}
