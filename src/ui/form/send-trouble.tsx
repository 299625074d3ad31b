import { m } from '../../platform/words/words.ts'
import { Button } from '../button.tsx'
import { Icon } from '../icon.tsx'
import { forgetTrouble, pressAgain, type Trouble, type Unsent, useUnsent } from './sending.ts'
import { useServerIsBack } from './server-answers.ts'

type Said = Exclude<Trouble, 'signed-out' | 'step-up'>

const words: Readonly<Record<Said, { title: () => string; text: () => string }>> = {
  unreachable: { title: m.ui_unsent_title, text: m.ui_unsent_unreachable },
  unavailable: { title: m.ui_unsent_title, text: m.ui_unsent_unavailable },
  broken: { title: m.ui_unsent_title, text: m.ui_unsent_broken },
  'too-large': { title: m.ui_unsent_title, text: m.ui_unsent_too_large },
}

/**
 * Says, on every page and always in sight, that a form was not taken and that its words are still there. Nothing is
 * sent by itself: what was right to send a while ago may not be any more. The same button, or the one here, sends it.
 */
export function SendTrouble() {
  const unsent = useUnsent()
  const trouble = saidTrouble(unsent)
  const isWaiting = trouble === 'unreachable' || trouble === 'unavailable'
  const isBack = useServerIsBack(isWaiting)
  return (
    <div role="alert" className={trouble ? 'send-trouble no-print' : 'sr-only'}>
      {unsent && trouble ? <Line unsent={unsent} trouble={trouble} isBack={isBack} /> : null}
    </div>
  )
}

/** What nobody pressed (a search while typing) says for itself; signing in again has a dialog of its own. */
function saidTrouble(unsent: Unsent | null): Said | null {
  if (!unsent?.press || unsent.trouble === 'signed-out' || unsent.trouble === 'step-up') return null
  return unsent.trouble
}

function Line({ unsent, trouble, isBack }: { unsent: Unsent; trouble: Said; isBack: boolean }) {
  const { title, text } = words[trouble]
  return (
    <div className="send-trouble-line" data-back={isBack}>
      <Icon name={isBack ? 'check' : 'warning'} size={24} />
      <div className="min-w-0">
        <p className="notice-title">{isBack ? m.ui_unsent_back_title() : title()}</p>
        <p>{isBack ? m.ui_unsent_back() : text()}</p>
      </div>
      <div className="send-trouble-actions">
        {trouble === 'too-large' ? null : (
          <Button variant="primary" size="small" onClick={() => pressAgain(unsent)}>
            {m.ui_unsent_again()}
          </Button>
        )}
        <Button variant="quiet" size="small" onClick={forgetTrouble}>
          {m.ui_close()}
        </Button>
      </div>
    </div>
  )
}
