#!/usr/bin/python3
"""A camera made of GStreamer's RTSP server: test pictures, and sound if wanted, behind Digest, on a free or a given port.

Prints the port on the first line once it listens; ends with its standard input.
"""

import argparse
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

ROLE = "viewer"


def protect(server, factory, username, password):
    """Lets in only who answers the Digest challenge."""
    token = GstRtspServer.RTSPToken()
    token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, ROLE)
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    auth.add_digest(username, password, token)
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_role(ROLE)
    permissions.add_permission_for_role(ROLE, GstRtspServer.RTSP_PERM_MEDIA_FACTORY_ACCESS, True)
    permissions.add_permission_for_role(ROLE, GstRtspServer.RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, True)
    factory.set_permissions(permissions)


def encoder(options):
    """Encoder and payloader: as cameras have them, or with B-frames."""
    rate = f"speed-preset=ultrafast bitrate=400 key-int-max={options.fps * options.gop}"
    if options.codec == "h264":
        return f"x264enc tune=zerolatency {rate} ! rtph264pay config-interval=-1"
    if options.codec == "mpeg4":
        return "avenc_mpeg4 ! rtpmp4vpay config-interval=1"
    if options.codec == "jpeg":
        return "videoconvert ! video/x-raw,format=I420 ! jpegenc ! rtpjpegpay"
    if options.codec == "h264-b":
        # Left to itself, the payloader asks for baseline profile, which has none.
        wanted = "option-string=bframes=2:b-adapt=0:rc-lookahead=0"
        return f"x264enc {wanted} {rate} ! video/x-h264,profile=main ! rtph264pay config-interval=-1"
    b_frames = 2 if options.codec == "h265-b" else 0
    wanted = f"bframes={b_frames}:b-adapt=0:rc-lookahead=4:open-gop=0"
    return f"x265enc option-string={wanted} {rate} ! rtph265pay config-interval=-1"


def pipeline(options):
    payload_type = 26 if options.codec == "jpeg" else 96
    video = (
        "videotestsrc is-live=true pattern=ball"
        f" ! video/x-raw,width={options.width},height={options.height},framerate={options.fps}/1"
        f" ! {encoder(options)} name=pay0 pt={payload_type}"
    )
    # A beep every second, of one length and none.
    beeps = (
        "audiotestsrc is-live=true wave=ticks"
        f" ! audio/x-raw,rate={options.rate},channels={options.channels} ! audioconvert"
    )
    sound = {
        "none": "",
        "aac": f"{beeps} ! avenc_aac bitrate=64000 ! rtpmp4gpay name=pay1 pt=97",
        "latm": f"{beeps} ! avenc_aac bitrate=64000 ! rtpmp4apay name=pay1 pt=97",
        "alaw": f"{beeps} ! audioresample ! audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay name=pay1 pt=8",
    }[options.audio]
    return f"( {video} {sound} )"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--width", type=int, default=320)
    parser.add_argument("--height", type=int, default=240)
    parser.add_argument("--fps", type=int, default=25)
    parser.add_argument("--gop", type=int, default=1, help="seconds between key frames")
    parser.add_argument("--codec", choices=["h264", "h264-b", "h265", "h265-b", "mpeg4", "jpeg"], default="h264")
    parser.add_argument("--audio", choices=["none", "aac", "latm", "alaw"], default="none")
    parser.add_argument("--rate", type=int, default=48000)
    parser.add_argument("--channels", type=int, default=2)
    parser.add_argument("--transport", choices=["any", "tcp", "udp"], default="any")
    parser.add_argument("--username", required=True)
    parser.add_argument("--password", required=True)
    options = parser.parse_args()

    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(options.port))
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(pipeline(options))
    factory.set_shared(True)
    if options.transport != "any":
        factory.set_protocols(getattr(GstRtsp.RTSPLowerTrans, options.transport.upper()))
    protect(server, factory, options.username, options.password)
    server.get_mount_points().add_factory("/stream", factory)
    if server.attach(None) == 0:
        sys.exit("the port cannot be had")
    loop = GLib.MainLoop()
    print(server.get_bound_port(), flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
    loop.run()


main()
