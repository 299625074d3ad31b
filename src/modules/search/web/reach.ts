import { createContext, useContext } from 'react'
import type { Reach } from './ask.ts'

const ReachContext = createContext<Reach>('network')

/** Said once by the frame around the pages, which knows what the person may do. */
export const SearchReach = ReachContext.Provider

export function useReach(): Reach {
  return useContext(ReachContext)
}
