import Hummingbird
import CCmark
