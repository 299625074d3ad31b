import { type ChangeEvent, useState } from 'react'
import { m } from '../../platform/words/words.ts'
import { Field, type FieldProps } from './field.tsx'

interface FileFieldProps extends FieldProps {
  accept?: string
  /** What the server takes. A larger file is said to be so at once, with its size, and is not kept chosen. */
  mostBytes: number
}

/** The browser's own chooser: it says in the reader's language what was chosen. */
export function FileField({ accept, mostBytes, error, ...props }: FileFieldProps) {
  const [tooLarge, setTooLarge] = useState<string>()
  const check = ({ currentTarget: input }: ChangeEvent<HTMLInputElement>) => {
    const file = input.files?.[0]
    const isTooLarge = file !== undefined && file.size > mostBytes
    setTooLarge(isTooLarge ? tooLargeWords(file, mostBytes) : undefined)
    if (isTooLarge) input.value = ''
  }
  return (
    <Field {...props} error={tooLarge ?? error}>
      {(control) => (
        <>
          <input {...control} type="file" accept={accept} className="input input-full" onChange={check} />
          <span role="alert" className="sr-only">
            {tooLarge}
          </span>
        </>
      )}
    </Field>
  )
}

function tooLargeWords(file: File, mostBytes: number): string {
  return m.ui_file_too_large({ name: file.name, size: fileSize(file.size), most: fileSize(mostBytes) })
}

const kilo = 1024
const mega = kilo * kilo

/** As people say it: 640 KB, 25 MB, 25.3 MB. */
export function fileSize(bytes: number): string {
  if (bytes < mega) return `${Math.ceil(bytes / kilo)} KB`
  // Rounded up: a file just over the limit must not read as if it were within.
  const inMega = Math.ceil((bytes / mega) * 10) / 10
  return `${Number.isInteger(inMega) ? inMega : inMega.toFixed(1)} MB`
}
