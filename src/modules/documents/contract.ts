import { z } from 'zod'
import { fieldClasses } from '../disclosures/index.ts'
