from . import test_bilingual_name
from . import test_import_by_code
from . import test_intake
from . import test_tools_language
from . import test_tools_number
from . import test_tools_phone
from . import test_tools_text
