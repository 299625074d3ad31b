import type { ReactNode } from 'react'
import type { Released } from '../../platform/documents/released.ts'
import { getLocale } from '../../platform/words/locale.ts'
import { dayOf, formatDay, formatShortDateTime } from '../wareki/format-japanese-date.ts'
import { PrintSheet } from './print-sheet.tsx'
import { serialOf } from './serial.ts'

interface ReleasedSheetProps {
  /** Only what passed the output gate has this type. */
  released: Released<unknown>
  form: string
  title: string
  addressee?: string
  sender?: string
  children: ReactNode
}

/** Paper carries who let it out, when and under which number: in the footer and across the page. */
export function ReleasedSheet({ released, form, title, addressee, sender, children }: ReleasedSheetProps) {
  const { stamp } = released
  const serial = serialOf(stamp)
  return (
    <div className="watermarked" data-paper="released">
      <p className="watermark" aria-hidden="true">
        {serial} {stamp.by}
      </p>
      <PrintSheet
        form={`${form} ${serial}`}
        title={title}
        date={formatDay(dayOf(stamp.at), getLocale())}
        {...(addressee ? { addressee } : {})}
        {...(sender ? { sender } : {})}
        printed={{ time: formatShortDateTime(stamp.at), name: stamp.by, serial }}
      >
        {children}
      </PrintSheet>
    </div>
  )
}
