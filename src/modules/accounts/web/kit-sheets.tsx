import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { SheetRows } from '../../../ui/record/print-sheet.tsx'
import { dayOf, formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { makeKits } from '../kits.ts'
import type { OutputOf } from './outcome.ts'
import { QrCode } from './qr-code.tsx'

type Made = OutputOf<typeof makeKits>

/** One sheet for each custodian: none of them opens anything alone. */
export function KitSheets({ made }: { made: Made }) {
  return made.kits.map((kit, place) => (
    <article key={kit} className="sheet" data-paper="recovery">
      <p className="sheet-sender">{made.tenantName}</p>
      <h2>{m.accounts_kit_title({ number: place + 1 })}</h2>
      <p className="mb-4">{m.accounts_kit_text()}</p>
      <SheetRows
        rows={[
          { label: m.accounts_kit_set(), value: <span className="letter-code">{made.name}</span> },
          { label: m.accounts_kit_day(), value: formatDay(dayOf(made.madeAt), getLocale()) },
          { label: m.accounts_kit_custodian(), value: '' },
        ]}
      />
      <p className="mt-4 letter-code break-words">{kit.replaceAll('-', ' ')}</p>
      <QrCode text={kit} label={m.accounts_kit_qr()} />
      <p className="mt-4">{m.accounts_kit_care()}</p>
    </article>
  ))
}
