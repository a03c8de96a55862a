import CCmark
import Hummingbird
