import { ChevronDown } from 'lucide-react'
import { Field } from '../../ui/Field.tsx'
import { ChoiceList } from './ChoiceList.tsx'
import { DraftField } from './DraftField.tsx'
import styles from './Setup.module.css'
import { type Method, type Preflight, readImage, readPort, type Wishes } from './setup-model.ts'
import { setupWords } from './setup-words.ts'

const words = setupWords.advanced

interface AdvancedChoicesProps {
  preflight: Preflight
  method: Method
  wishes: Wishes
  onWish(wishes: Wishes): void
}

/** What hardly anybody has to choose, each with what is taken when nothing is said. */
export function AdvancedChoices({ preflight, method, wishes, onWish }: AdvancedChoicesProps) {
  const { image: _image, service_manager: _manager, ...others } = wishes
  const managers = preflight.service_managers.filter(({ name }) => (name === 'docker') === (method === 'docker'))
  return (
    <details className={styles.fold}>
      <summary>
        <span>{words.title}</span>
        <span className={styles.names}>{words.names(method)}</span>
        <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
      </summary>
      <div className={styles.folded}>
        <DraftField
          label={words.port}
          help={words.portWhy}
          value={String(wishes.port ?? preflight.port)}
          problem={words.portProblem}
          inputMode="numeric"
          onLeave={(text) => {
            const port = readPort(text)
            if (port !== null && port !== preflight.port) onWish({ ...wishes, port })
            return port !== null
          }}
        />
        {method === 'docker' && (
          <DraftField
            label={words.image}
            help={words.imageWhy}
            value={wishes.image ?? ''}
            problem={words.imageProblem}
            onLeave={(text) => {
              const image = readImage(text)
              if (image === null) return false
              const { service_manager } = wishes
              const kept = { ...others, ...(service_manager !== undefined && { service_manager }) }
              // An image is for this method: without its name another one could be recommended instead.
              if (image !== (wishes.image ?? '')) onWish(image === '' ? kept : { ...kept, method, image })
              return true
            }}
          />
        )}
        {managers.length > 1 && (
          <div>
            <p className={styles.foldedName}>{words.manager}</p>
            <ChoiceList
              name={words.manager}
              chosen={wishes.service_manager ?? preflight.service_manager}
              onChoose={(service_manager) => onWish({ ...wishes, service_manager })}
              options={managers.map(({ name, available, reason }) => ({
                value: name,
                name: setupWords.managers[name] ?? name,
                why: reason,
                off: !available,
                ...(name === preflight.service_manager && { tag: setupWords.recommended }),
              }))}
            />
          </div>
        )}
        {managers.length === 1 && (
          <Field
            label={words.manager}
            value={setupWords.managers[preflight.service_manager] ?? preflight.service_manager}
            help={managers[0]?.reason}
            readOnly
          />
        )}
      </div>
    </details>
  )
}
