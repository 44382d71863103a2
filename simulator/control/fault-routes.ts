import { faultSchemas } from '../faults/fault-schema.ts';
import { route } from './route.ts';

const { faultSchema } = faultSchemas();

export const faultRoutes = [
  route('partition', 'get /faults', {
    summary: 'The faults, with how often each fired',
    answer: ['Fault'],
    run: ({ partition }) => partition.faults.list(),
  }),
  route('partition', 'post /faults', {
    summary: 'Make calls or callbacks fail',
    body: faultSchema,
    status: 201,
    answer: 'Fault',
    run: ({ partition }, { body }) => partition.faults.add(body),
  }),
  route('partition', 'delete /faults', {
    summary: 'Remove every fault',
    run: ({ partition }) => partition.faults.clear(),
  }),
  route('partition', 'get /faults/{fault}', {
    summary: 'One fault',
    answer: 'Fault',
    run: ({ partition }, { params }) => partition.faults.get(params.fault),
  }),
  route('partition', 'delete /faults/{fault}', {
    summary: 'Remove a fault',
    run: ({ partition }, { params }) => partition.faults.remove(params.fault),
  }),
];
