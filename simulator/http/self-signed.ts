// The package holds this library within this file, since few users need it.
export { generate } from 'selfsigned';
