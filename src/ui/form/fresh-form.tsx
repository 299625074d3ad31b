import { useRef } from 'react'
import { Form, type FormProps } from 'react-router'
import { useEntryId } from './submission-id.tsx'

/**
 * A form on a page that stays: emptied for the next entry once it was taken, and never before. `round` is what differs
 * then (the turn of an exchange, the next submission's id).
 */
export function FreshForm({ round, ...rest }: FormProps & { round: string | number }) {
  const form = useRef<HTMLFormElement>(null)
  const key = useEntryId(String(round), () => form.current)
  return <Form key={key} ref={form} {...rest} />
}
