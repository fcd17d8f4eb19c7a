import type { Appliance } from 'morgana';
import type config from '../morgana.config.js';
import { machine } from './machine.js';
import { WORKLOADS } from './workloads.js';

export default async function main({ args, console }: Appliance<typeof config>): Promise<void> {
  const workload = WORKLOADS[args.workload];
  if (workload === undefined) {
    for (const name of Object.keys(WORKLOADS)) console.write(`${name}\n`);
    return;
  }
  const { loss, plain, run } = workload;
  const made = machine({ faults: loss === undefined ? {} : { loss }, ...(plain === undefined ? {} : { plain }) });
  await made.time.complete(run(made));
}
