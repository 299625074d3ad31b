import { type FormEvent, useState } from 'react'
import { useRevalidator } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { FileField } from '../../../ui/form/file-field.tsx'
import { settlePress, takePress } from '../../../ui/form/sending.ts'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { Progress } from '../../../ui/progress.tsx'
import { largestFile } from '../file-size.ts'
import { sendFile } from './send-file.ts'
import { wordsOf } from './words-of.ts'

/**
 * A plain form to the file door, for a file is larger than what a page may send. Once the page is awake it sends the
 * file itself, so that a lost network leaves the choice and the note where they are.
 */
export function FileForm({ action, submissionId }: { action: string; submissionId: string }) {
  const [problem, setProblem] = useState<string>()
  const [part, setPart] = useState<number>()
  const { revalidate } = useRevalidator()
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const press = takePress()
    if (part !== undefined) return
    const form = event.currentTarget
    setPart(0)
    const answer = await sendFile(action, new FormData(form), setPart)
    setPart(undefined)
    setProblem(answer.kind === 'refused' ? await sentenceOf(answer.key) : undefined)
    void settlePress(press, answer.kind)
    if (answer.kind !== 'taken') return
    form.reset()
    await revalidate()
  }
  return (
    <form
      method="post"
      action={action}
      encType="multipart/form-data"
      className="case-file-form"
      onSubmit={(event) => void send(event)}
    >
      <SubmissionId offered={submissionId} />
      <FileField
        name="file"
        label={m.cases_file()}
        hint={m.cases_file_hint()}
        required
        mostBytes={largestFile}
        error={problem}
      />
      <TextField name="note" label={m.cases_file_note()} />
      <Button type="submit" size="small">
        {m.cases_file_send()}
      </Button>
      {part === undefined ? null : <Progress label={m.cases_file_sending()} part={part} />}
    </form>
  )
}

/** Fetched when a file is refused; a network that was just lost leaves the general sentence. */
function sentenceOf(key: string): Promise<string> {
  return import('./file-words.ts').then(
    ({ fileWordsOf }) => fileWordsOf(key),
    () => wordsOf(key),
  )
}
