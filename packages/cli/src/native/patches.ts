import { MissingFeatureError } from '@lml/core';

/** A change of one place of the addon's sources. */
export interface Patch {
  /** The file in the package. */
  readonly file: string;
  /** What stands there, exactly once. */
  readonly before: string;
  readonly after: string;
}

const BACKEND = 'binding/tfjs_backend.cc';

/** What is changed in the addon of tfjs-node 4.22.0. */
export const PATCHES: readonly Patch[] = [
  // Names of attributes are kept in a set that several threads would change at once.
  {
    file: BACKEND,
    before: 'static std::set<std::string> ATTR_NAME_SET;',
    after: 'static thread_local std::set<std::string> ATTR_NAME_SET;',
  },
  // Tensors share the memory of typed arrays, and may let them go in a thread of TensorFlow's, where JavaScript must not be called.
  {
    file: BACKEND,
    before: `  NapiAutoRef *auto_ref = new NapiAutoRef();
  nstatus = auto_ref->Init(env, array_value);
  if (nstatus != napi_ok) {
    delete auto_ref;
  }
  ENSURE_NAPI_OK_RETVAL(env, nstatus, nullptr);
`,
    after: '',
  },
  {
    file: BACKEND,
    before: `  TF_AutoTensor tensor(TF_NewTensor(dtype, shape, shape_length, array_data,
                                    byte_size, DeallocTensor, auto_ref));
`,
    after: `  TF_AutoTensor tensor(
      TF_AllocateTensor(dtype, shape, shape_length, byte_size));
  if (byte_size > 0) memcpy(TF_TensorData(tensor.tensor), array_data, byte_size);
`,
  },
  {
    file: BACKEND,
    before: `    delete auto_ref;
    TFE_DeleteTensorHandle(tfe_tensor_handle);`,
    after: '    TFE_DeleteTensorHandle(tfe_tensor_handle);',
  },
  // When a graph is loaded and first run TensorFlow optimises it, and says things about that whatever TF_CPP_MIN_LOG_LEVEL says: its logging is
  // never set up in a library. Several threads may be at it.
  {
    file: BACKEND,
    before: '#include "utils.h"\n',
    after: `#include "utils.h"

#include <fcntl.h>
#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <mutex>

namespace {
class Quiet {
 public:
  explicit Quiet(bool wanted) : wanted_(wanted) {
    const char *level = std::getenv("TF_CPP_MIN_LOG_LEVEL");
    if (level != nullptr && level[0] == '0') wanted_ = false;
    if (!wanted_) return;
    std::lock_guard<std::mutex> lock(mutex_);
    if (depth_++ > 0) return;
    fflush(stderr);
    saved_ = dup(2);
    int nowhere = open("/dev/null", O_WRONLY);
    if (saved_ >= 0 && nowhere >= 0) dup2(nowhere, 2);
    if (nowhere >= 0) close(nowhere);
  }
  ~Quiet() {
    if (!wanted_) return;
    std::lock_guard<std::mutex> lock(mutex_);
    if (--depth_ > 0 || saved_ < 0) return;
    fflush(stderr);
    dup2(saved_, 2);
    close(saved_);
  }

 private:
  bool wanted_;
  static std::mutex mutex_;
  static int depth_;
  static int saved_;
};
std::mutex Quiet::mutex_;
int Quiet::depth_ = 0;
int Quiet::saved_ = -1;
thread_local std::set<std::string> RUN_ONCE;
}  // namespace
`,
  },
  {
    file: BACKEND,
    before: '  TF_Session *session = TF_LoadSessionFromSavedModel(\n',
    after: `  Quiet quiet(true);
  TF_Session *session = TF_LoadSessionFromSavedModel(
`,
  },
  {
    file: BACKEND,
    before: '  TF_SessionRun(savedmodel_entry->second.first, nullptr, inputs.data(),\n',
    after: `  Quiet quiet(
      RUN_ONCE.insert(std::to_string(savedmodel_id) + output_op_names).second);
  TF_SessionRun(savedmodel_entry->second.first, nullptr, inputs.data(),
`,
  },
  // A session that fails keeps its inputs.
  {
    file: BACKEND,
    before: `    NAPI_THROW_ERROR(env, "Session fail to run with error: %s",`,
    after: `    for (TF_Tensor *input : input_values) TF_DeleteTensor(input);
    NAPI_THROW_ERROR(env, "Session fail to run with error: %s",`,
  },
];

/**
 * The text of a file with its patches.
 *
 * @throws `LML_MISSING_FEATURE` if it is not the text that they were made for.
 */
export function patched(text: string, file: string, patches: readonly Patch[] = PATCHES): string {
  return patches
    .filter((patch) => patch.file === file)
    .reduce((changed, { before, after }) => {
      const parts = changed.split(before);
      if (parts.length === 2) return parts.join(after);
      throw new MissingFeatureError(
        `${file} of tfjs-node is not as expected: there is not one '${before.split('\n')[0]!.trim()}' in it. Run: npx lml native remove, then: npx lml native install.`,
      );
    }, text);
}
