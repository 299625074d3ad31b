import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { formatListDay } from '../../../ui/wareki/format-japanese-date.ts'
import { parseJapaneseDate } from '../../../ui/wareki/parse-japanese-date.ts'
import { wholePhoneKey } from '../../people/codes.ts'

interface Known {
  personId: string
  caseId: string | null
  consultationId: string | null
  day: string | null
  isCounterpart: boolean
}

interface Traits {
  phone: string
  kana: string
  birthDate: string
}

const pause = 700

/** A whole number, or a name with a whole birth date: what is still being typed is nobody's. */
function isWorthAsking({ phone, kana, birthDate }: Traits): boolean {
  return wholePhoneKey(phone) !== '' || (kana.length >= 2 && parseJapaneseDate(birthDate) !== undefined)
}

/** 「以前の相談があるかもしれません」, while a number or a kana name with a birth date is being typed. */
export function CallerHint(traits: Traits) {
  const [found, setFound] = useState<readonly Known[]>([])
  const { phone, kana, birthDate } = traits
  useEffect(() => {
    if (!isWorthAsking({ phone, kana, birthDate })) return setFound([])
    const stop = new AbortController()
    const timer = setTimeout(() => void ask({ phone, kana, birthDate }, stop.signal).then(setFound), pause)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [phone, kana, birthDate])
  return (
    <div className="caller-hint" role="status" data-found={found.length > 0}>
      {found.length > 0 ? (
        <>
          <p className="caller-hint-title">{m.consultations_known_caller()}</p>
          {found.some((one) => one.isCounterpart) ? (
            <p className="caller-hint-title">{m.consultations_known_counterpart()}</p>
          ) : null}
          <ul>
            {found.map((one) => (
              <li key={one.personId}>
                <Where {...one} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}

function Where({ caseId, consultationId, day }: Known) {
  const words = day ? m.consultations_known_on({ day: formatListDay(day) }) : m.consultations_known_person()
  return (
    <>
      {caseId ? (
        <Link to={`/cases/${caseId}`} target="_blank" className="link">
          {m.consultations_known_case()}
        </Link>
      ) : null}
      {consultationId ? (
        <Link to={`/consultations/${consultationId}`} target="_blank" className="link">
          {words}
        </Link>
      ) : (
        <span>{words}</span>
      )}
    </>
  )
}

async function ask(traits: Traits, signal: AbortSignal): Promise<readonly Known[]> {
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...traits, intent: 'recognise' })) body.set(name, value)
  try {
    const answer = await fetch('/consultations/recognise', {
      method: 'POST',
      body,
      signal,
      redirect: 'manual',
    })
    if (!answer.ok) return []
    return ((await answer.json()) as { done: { found: readonly Known[] } }).done.found
  } catch {
    return []
  }
}
