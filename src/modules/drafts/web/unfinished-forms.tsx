import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { KeptField } from './form-contents.ts'
import { KeptForms, type Other, type Returned } from './kept-forms.ts'
import { KeptTexts } from './kept-texts.tsx'
import { OtherWindow } from './other-window.tsx'

/** Above the page: what came back into its forms, and that another window is at the same one. */
export function UnfinishedForms() {
  const { pathname, search } = useLocation()
  const [returned, setReturned] = useState<readonly Returned[]>([])
  const [elsewhere, setElsewhere] = useState<Other | null>(null)
  const forms = useRef<KeptForms | null>(null)
  useEffect(() => {
    const watching = new KeptForms({
      returned: setReturned,
      state: ({ state }, other) =>
        setElsewhere((known) => (state === 'elsewhere' ? other : known === other ? null : known)),
    })
    forms.current = watching
    return watching.start()
  }, [])
  useEffect(() => {
    setElsewhere(null)
    void forms.current?.open(pathname + search)
  }, [pathname, search])
  const discard = (one: Returned) => {
    one.discard()
    setReturned((all) => all.filter((other) => other !== one))
  }
  return (
    <div role="status" className="unfinished-forms no-print">
      {returned.map((one) => (
        <CameBack key={one.subjectId} one={one} onDiscard={() => discard(one)} />
      ))}
      {elsewhere ? (
        <Notice tone="warning" title={m.drafts_form_elsewhere()}>
          <p>{m.drafts_form_elsewhere_text()}</p>
          <OtherWindow {...elsewhere} />
        </Notice>
      ) : null}
    </div>
  )
}

function CameBack({ one, onDiscard }: { one: Returned; onDiscard: () => void }) {
  const { notFilled, savedSince } = one
  return (
    <Notice title={m.drafts_form_back({ when: formatShortDateTime(one.updatedAt) })}>
      <Fields fields={savedSince} title={m.drafts_form_saved_since()} />
      <Fields fields={notFilled} title={m.drafts_form_not_filled()}>
        <Link to={`/drafts/form/${one.subjectId}`} className="link" target="_blank">
          {m.drafts_form_read()}
        </Link>
      </Fields>
      <Button size="small" variant="quiet" onClick={onDiscard}>
        {m.drafts_form_discard()}
      </Button>
    </Notice>
  )
}

interface FieldsProps {
  fields: readonly KeptField[]
  title: string
  children?: ReactNode
}

function Fields({ fields, title, children }: FieldsProps) {
  if (fields.length === 0) return null
  return (
    <>
      <p>{title}</p>
      <KeptTexts fields={fields} />
      {children}
    </>
  )
}
