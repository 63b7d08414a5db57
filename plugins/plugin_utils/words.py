# SPDX-FileCopyrightText: 2026 The ocs.provisioning authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Simple English words for passwords that people type from paper: 512, so that each is worth 9 bits. Made for this collection."""

from __future__ import annotations

WORDS = """
acorn actor agent album amber angle ankle apple april apron arch arena armor arrow aspen atlas attic autumn avenue axis
badge bagel baker bamboo banana banjo barley barn basil basin basket bean beaver bench berry bingo birch bishop blanket blazer
boat bonus book boot border bottle bowl branch brave bread brick bridge broom brush bubble bucket buffet bulb bundle burger
butter button cabin cable cactus camel camera canal candle canoe canvas canyon captain caramel carbon cargo carpet carrot castle cedar
celery cello cement chair chalk cheese cherry chess chimney circle circus citrus clay cliff clock cloud clover coast cobalt cocoa
coconut coffee comet compass cookie copper coral corner cotton couch cousin crane crayon cricket crown crystal cube curry curtain cushion
daisy dance dawn deer denim desert desk diary dinner dolphin domino donkey door dragon drawer dream drum duck dune eagle
earth easel echo editor elbow elder elm ember emerald engine evening fabric falcon family farm feather fence fern ferry festival
fiddle field finch finger flag flame flint floor flour flower flute foam folder forest fork fossil fountain fox frame friend
frost fruit galaxy garage garden garlic gate gecko ginger giraffe glacier glass globe glove goat gold goose grain granite grape
grass gravel guitar hammer hammock harbor harvest hat hawk hazel hedge heron hill hockey honey hood horizon horse hotel house
igloo indigo ink inlet island ivory ivy jacket jaguar jam jasmine jelly jersey jewel jigsaw jockey journal judge juice july
jungle juniper kayak kettle keyboard kitchen kite kitten kiwi koala ladder ladle lagoon lake lamp lantern lapel laptop larch lark
laser laurel lava lawn leaf lemon lentil letter lettuce library lilac lily lime linen lion lizard lobby locket lodge lotus
lunch lynx magnet mango maple marble margin market marsh mason meadow medal melody melon meteor metro milk mill mint mirror
mitten moment monday moose morning mosaic moss motor mountain muffin mural museum music mustard napkin nectar needle nest nickel noodle
north nutmeg oak oasis oat ocean octave olive onion opal opera orange orbit orchard orchid organ otter oven owl oyster
paddle painter palace palm panda panel paper parade parcel park parrot parsley pasta pastry path peach peanut pear pebble pelican
pencil penguin pepper petal piano pickle picnic pigeon pillow pilot pine pixel pizza planet plaza plum pocket poem pond pony
popcorn poppy porch postcard potato powder prairie prism puffin pumpkin puppet puzzle quartz quill quilt rabbit radar radio radish raft
rain raisin ranch raven recipe reef ribbon rice ring river robin robot rocket roof rope rose ruby saddle saffron sail
salad salmon salt sandal sapphire satin saturn sauce scarf school scooter seal season shadow shelf shell sheriff shore silver singer
sketch sky sled slipper smile snow soap soccer sofa soup spark sparrow spice spinach sponge spoon spring squash stable stadium
stamp star station stone storm story straw stream street studio sugar summer sun sunset swan sweater syrup table tailor tango
tea teapot tempo tennis tent thimble thunder ticket tiger timber toast tomato topaz torch tower tractor trail train treasure tree
tulip tundra tunnel turtle umbrella valley vanilla velvet violet walnut willow zebra
""".split()
