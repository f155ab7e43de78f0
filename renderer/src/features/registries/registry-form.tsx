export { RegistryForm } from './registry-fields.tsx';
export { RegistryPicker, type RegistryPickerProps } from './registry-picker.tsx';
