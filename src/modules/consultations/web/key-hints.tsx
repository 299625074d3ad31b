import { m } from '../../../platform/words/words.ts'

/** The few keys of the sheet, in one line; each stands again where it acts. */
export function KeyHints() {
  const hints = [
    ['Alt 0', m.consultations_key_memo()],
    ['Alt 1–9', m.consultations_key_sections()],
    ['1–9', m.consultations_key_choose()],
    ['Alt M', m.consultations_key_mark()],
    ['Ctrl Enter', m.consultations_key_save()],
  ] as const
  return (
    <dl className="key-hints" aria-label={m.consultations_keys()}>
      {hints.map(([key, words]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}
