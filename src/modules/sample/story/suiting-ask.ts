import type { Ask, AskedFor, RequestTheme } from '../content/ask.ts'
import type { Dice } from '../world/dice.ts'
import type { Client } from './client.ts'

type About = Pick<Client, 'age' | 'relation' | 'languages' | 'children' | 'theme'>

const partners = ['spouse', 'common_law', 'divorced', 'cohabiting']
const complaintsOf = (...complaints: string[]) => new Set(complaints)
const illness = complaintsOf('mental_health', 'illness')
const poverty = complaintsOf('poverty', 'debt', 'housing', 'job_seeking')

const suits: Readonly<Record<AskedFor, (client: About) => boolean>> = {
  anybody: () => true,
  children: ({ children }) => children.length > 0,
  small_child: ({ children }) => children.some((child) => child.age < 6),
  school_child: ({ children }) => children.some((child) => child.age >= 6 && child.age <= 15),
  parted: ({ relation }) => partners.includes(relation),
  violence: ({ theme }) => theme.violence !== undefined,
  older: ({ age }) => age >= 60,
  foreign: ({ languages }) => languages.length > 1,
  ill: ({ theme }) => illness.has(theme.complaint),
  pregnant: ({ theme }) => theme.complaint === 'pregnancy',
  poor: ({ theme }) => poverty.has(theme.complaint),
}

/** Something this desk can be asked for this person; of what suits, rather what was written for her situation. */
export function suitingAsk(dice: Dice, theme: RequestTheme, client: About): Ask | undefined {
  const suiting = theme.asks.filter((ask) => suits[ask.for](client))
  const meant = suiting.filter((ask) => ask.for !== 'anybody')
  const choice = meant.length > 0 && dice.chance(0.7) ? meant : suiting
  return choice.length > 0 ? dice.pick(choice) : undefined
}
