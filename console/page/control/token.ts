const name = 'ece-simulator control token';

/** The control token is kept as long as the tab is open, and nowhere else. */
export const controlToken = {
  get: (): string | null => sessionStorage.getItem(name),
  keep: (token: string): void => sessionStorage.setItem(name, token),
  forget: (): void => sessionStorage.removeItem(name),
};

export function authorization(): Record<string, string> {
  const token = controlToken.get();
  return token === null ? {} : { authorization: `Bearer ${token}` };
}
