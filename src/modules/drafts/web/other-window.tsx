import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { appendToField, fieldOf, fillField, isOneText, type KeptField } from './form-contents.ts'

/** What the other window has kept. */
export interface OtherDraft {
  rev: number
  updatedAt: Date
  fields: readonly KeptField[]
}

interface OtherWindowProps {
  /** Null when it was sent or thrown away meanwhile, undefined when the server cannot be asked just now. */
  find: (form: HTMLFormElement | null) => Promise<OtherDraft | null | undefined>
  /** Without one, the form that this stands in. */
  form?: () => HTMLFormElement | null
  /** This window counts, over what the other one had at that revision. */
  goOn: (rev: number) => Promise<void>
}

/**
 * Two windows write the same draft. Before this one may go on, it shows what only the other has, field by field, to be
 * put in here; should the other write on meanwhile, it is asked again.
 */
export function OtherWindow({ find, form, goOn }: OtherWindowProps) {
  const box = useRef<HTMLDivElement>(null)
  const [round, setRound] = useState(0)
  const [other, setOther] = useState<OtherDraft | null>()
  const here = () => (form ? form() : (box.current?.closest('form') ?? null))
  const look = useEffectEvent(() => find(here()))
  // Every round asks anew.
  useEffect(() => {
    let isGone = false
    void look().then((found) => {
      if (!isGone) setOther(found)
    })
    return () => {
      isGone = true
    }
  }, [round])
  const again = () => setRound((before) => before + 1)
  return (
    <div ref={box} className="other-window">
      {other === undefined ? (
        <Button size="small" onClick={again}>
          {m.drafts_other_look()}
        </Button>
      ) : (
        <>
          {other ? <TheirWords key={other.rev} other={other} form={here} /> : <p>{m.drafts_other_gone()}</p>}
          <Button size="small" onClick={() => void goOn(other?.rev ?? 0).then(again)}>
            {m.drafts_take_over()}
          </Button>
        </>
      )}
    </div>
  )
}

interface TheirWordsProps {
  other: OtherDraft
  form: () => HTMLFormElement | null
}

function TheirWords({ other, form }: TheirWordsProps) {
  const list = useRef<HTMLDListElement>(null)
  const [differing] = useState(() => differingFrom(form(), other.fields))
  const [taken, setTaken] = useState<readonly string[]>([])
  if (differing.length === 0) return <p>{m.drafts_other_same()}</p>
  const put = (field: KeptField, how: 'instead' | 'after') => {
    const target = form()
    if (!target) return
    if (how === 'after') appendToField(target, field.name, field.values[0] ?? '')
    else fillField(target, field.name, field.values)
    setTaken((before) => [...before, field.name])
    list.current?.focus()
  }
  return (
    <>
      <p>{m.drafts_other_lead({ when: formatShortDateTime(other.updatedAt) })}</p>
      <dl ref={list} className="descriptions kept-texts" tabIndex={-1}>
        {differing.map((field) => (
          <div key={field.name}>
            <dt>{field.label}</dt>
            <dd>
              <p>{field.shown || m.drafts_other_blank()}</p>
              {taken.includes(field.name) ? (
                <p className="hint">{m.drafts_other_taken()}</p>
              ) : (
                <p className="action-row">
                  {isOneText(form(), field.name) && field.shown !== '' ? (
                    <Button size="small" onClick={() => put(field, 'after')}>
                      {m.drafts_other_append()}
                    </Button>
                  ) : null}
                  <Button size="small" onClick={() => put(field, 'instead')}>
                    {m.drafts_other_take()}
                  </Button>
                </p>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="hint">{m.drafts_other_rest()}</p>
    </>
  )
}

function differingFrom(form: HTMLFormElement | null, theirs: readonly KeptField[]): KeptField[] {
  if (!form) return [...theirs]
  return theirs.filter(({ name, values }) => {
    const mine = fieldOf(form, name).values.filter((value) => value !== '')
    return mine.join('\n') !== values.filter((value) => value !== '').join('\n')
  })
}
