import { useState } from 'react'
import { likelyDwellings, likelyPlaces } from '../../../platform/documents/likely-places.ts'
import { m } from '../../../platform/words/words.ts'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { Notice } from '../../../ui/notice.tsx'
import type { Answer } from './answer.tsx'
import { PlaceCheck } from './place-check.tsx'

/** What the asked desk will read, with the places in it: those to confirm, and those that do not go this way. */
export function ReplyWords({ answer }: { answer: Answer }) {
  const first = answer.typed('text') ?? ''
  const [text, setText] = useState(first)
  const dwellings = likelyDwellings(text).map((place) => place.text)
  const others = likelyPlaces(text).filter((place) => !dwellings.includes(place.text))
  return (
    <>
      <TextArea
        name="text"
        label={m.requests_field_words()}
        hint={m.requests_reply_hint()}
        rows={4}
        maxGraphemes={2000}
        defaultValue={first}
        error={answer.errorOf('text')}
        onInput={setText}
      />
      {dwellings.length > 0 ? (
        <Notice tone="warning" title={m.requests_dwelling_title()}>
          <ul className="list-disc pl-6">
            {dwellings.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          <p>{m.requests_dwelling_text()}</p>
        </Notice>
      ) : null}
      <PlaceCheck places={others} confirmed={answer.typedList('confirmed')} />
    </>
  )
}
